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

function stepWords(row: Row, lanes: readonly Lane[]): string | null {
  const who = (lane: number): string => `the ${laneWords(lanes[lane] ?? { kind: "program", name: "program" })}`;
  switch (row.kind) {
    case "enter": {
      const what = row.text.startsWith("first callback") ? `the ${row.text}` : row.text;
      return `${capital(who(1))} calls ${what}${row.from > 1 ? `, from ${who(row.from)}` : ""}.`;
    }
    case "leave": return null;
    case "arrow": {
      if (lanes[row.from]?.kind === "peer") return `${capital(who(row.from))} ${row.text}.`;
      if (lanes[row.to]?.kind === "peer") return `${capital(who(row.to))} sees: ${row.text}.`;
      if (row.to > 1) return `${capital(who(row.to))} is reached by the ${row.text}.`;
      return `${capital(who(row.from))} calls ${row.text}.`;
    }
    case "reply":
      if (row.from === 0) return `The callback ${row.text}.`;
      return row.to === 0 ? `${capital(row.text)}.` : `In ${who(row.to)}: ${row.text}.`;
    case "note": return row.at === 0 ? `${noteWords(row.text)}.` : `In ${who(row.at)}: ${row.text}.`;
    case "wait": return `${row.ms} ms pass.`;
    case "gap": return row.rows === 1 ? "One more step, not shown." : `${row.rows} more steps, not shown.`;
  }
}

/** A text in quotes is the name of a mark. */
function noteWords(text: string): string {
  return text.startsWith('"') ? `The mark ${text}` : `The program ${text}`;
}

function laneWords({ kind, name }: Lane): string {
  return kind === name || name === "peers" || name === "threads" ? name : `${kind} ${JSON.stringify(name)}`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
