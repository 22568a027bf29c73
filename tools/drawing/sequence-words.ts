import type { Lane, Recording, Row } from "../../conformance/recordings/recording.js";
import { textMarkup } from "./text-markup.js";

/** What a drawing of a run shows, in a sentence or two. */
export function sequenceSummary({ lanes, rows, forbidden = [] }: Recording): string {
  const expected = rows.flatMap((row) => "expected" in row && row.expected === true ? [row.text] : []);
  return [
    `Between ${lanes.map(laneWords).join(", ")}: ${rows.filter(({ kind }) => kind !== "leave").length} steps.`,
    ...(expected.length === 0 ? [] : [`Checked: ${[...new Set(expected)].join("; ")}.`]),
    ...forbidden.map(({ text }) => `Forbidden, and not seen: ${text}.`),
  ].join(" ");
}

/** The steps of a run, each in a sentence; markup. */
export function sequenceSteps({ lanes, rows, forbidden = [] }: Recording): readonly string[] {
  const steps = rows.flatMap((row): readonly string[] => {
    const words = stepWords(row, lanes);
    if (words === null) return [];
    const markup = textMarkup(words);
    return ["expected" in row && row.expected === true ? `<b>${markup}</b>` : markup];
  });
  return [...steps, ...forbidden.map(({ text }) => textMarkup(`Forbidden, and not seen: ${text}.`))];
}

const program: Lane = { kind: "program", name: "program" };

function stepWords(row: Row, lanes: readonly Lane[]): string | null {
  const who = (lane: number): string => actorWords(lanes[lane] ?? program);
  switch (row.kind) {
    case "enter": {
      const what = row.text.startsWith("first callback") ? `the ${row.text}` : row.text;
      return `${capital(who(1))} calls ${what}${row.from > 1 ? `, from ${who(row.from)}` : ""}.`;
    }
    case "leave": return null;
    case "arrow": {
      const { from, to, text } = row;
      if (lanes[from]?.kind === "peer") return told(lanes[from], text, (who, what) => `${who} ${what}`);
      if (lanes[to]?.kind === "peer") return told(lanes[to], text, (who, what) => `${who} sees: ${what}`);
      if (to > 1) return `${capital(who(to))} is reached by the ${text}.`;
      return told(lanes[from] ?? program, text, (who, what) => `${who} calls ${what}`);
    }
    case "reply":
      if (row.from === 0) return `The callback ${row.text}.`;
      return row.to === 0 ? `${capital(row.text)}.` : `In ${who(row.to)}: ${row.text}.`;
    case "note": return row.at === 0 ? `${noteWords(row.text)}.` : `In ${who(row.at)}: ${row.text}.`;
    case "wait": return `${row.ms} ms pass.`;
    case "gap": return row.rows === 1 ? "One more step, not shown." : `${row.rows} more steps, not shown.`;
  }
}

/** What somebody does. Where several share a lane, the text begins with the one that it is. */
function told(lane: Lane, text: string, say: (who: string, what: string) => string): string {
  const [, name, rest = ""] = isShared(lane) ? /^([^:"]+): (.+)$/.exec(text) ?? [] : [];
  return `${capital(name === undefined ? say(actorWords(lane), text) : say(`of the ${lane.name}, ${name}`, rest))}.`;
}

/** A text in quotes is the name of a mark. */
function noteWords(text: string): string {
  return text.startsWith('"') ? `The mark ${text}` : `The program ${text}`;
}

/** Who acts in a lane: of a lane that several share, one. */
function actorWords(lane: Lane): string {
  return `${isShared(lane) ? "one of the" : "the"} ${laneWords(lane)}`;
}

function isShared({ name }: Lane): boolean {
  return name === "peers" || name === "threads";
}

function laneWords(lane: Lane): string {
  const { kind, name } = lane;
  return kind === name || isShared(lane) ? name : `${kind} ${JSON.stringify(name)}`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
