import { styleOf, type Style } from "../report/style.js";
import { wrap } from "../command/wrap.js";
import type { Checked, Explanation, StandingLine } from "./explanation.js";
import { counted } from "./phrases.js";
import type { ScenarioWords } from "./scenario-words.js";

const parts = ["given", "when", "then"] as const;
/** How far the sentences of a scenario are indented: behind "Given", "When" and "Then". */
const SENTENCES = 11;

/** An explanation for people at a terminal. */
export function explanationText(explained: Explanation, colours: boolean): string {
  const style = styleOf(colours);
  const { id, facts, text, intent, prior, checked, provedBy, standings, commands, permalink } = explained;
  return [
    `${style.bold(id)}  ${facts.join(", ")}`,
    "",
    ...wrap(text, 2),
    ...(intent === null ? [] : ["", style.bold("Why"), ...wrap(intent, 2)]),
    ...(prior === null ? [] : ["", style.bold("Seen"), ...wrap(prior, 2)]),
    "",
    style.bold("Checked by"),
    ...checkedLines(checked, style),
    ...(provedBy.does.length === 0 ? [] : ["", style.bold(`Proved by ${article(provedBy.who)} that`)]),
    ...provedBy.does.flatMap((each) => wrap(each, 2)),
    ...(standings.length === 0 ? [] : ["", style.bold("Who keeps it")]),
    ...standings.flatMap(standingLines),
    ...(standings.length === 0 ? [] : wrap(`by runs of the kit ${daysOf(standings)}`, 2)),
    "",
    style.bold("See for yourself"),
    ...[commands.judge, ...(commands.prove === null ? [] : [commands.prove])].map((each) => `  ${each}`),
    "",
    style.bold("Read it at"),
    `  ${permalink}`,
    "",
  ].join("\n");
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function checkedLines(checked: Checked, style: Style): readonly string[] {
  switch (checked.by) {
    case "nobody": return wrap(`no scenario: ${checked.reason}`, 2);
    case "agent check": return wrap("the check of an agent, before its reactor is judged", 2);
    case "scenarios": return checked.scenarios.flatMap(({ id, title, words }, index) => [
      ...(index > 0 && words !== null ? [""] : []),
      ...wrap(`${id}: ${title}`, 2),
      ...(words === null ? [] : wordLines(words, style)),
    ]);
  }
}

function wordLines(words: ScenarioWords, style: Style): readonly string[] {
  return parts.flatMap((part) => {
    const lines = words[part].flatMap((sentence) => wrap(sentence, SENTENCES));
    const label = `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`;
    return lines.map((line, index) => index === 0
      ? `    ${style.bold(label)}${line.slice(4 + label.length)}`
      : line);
  });
}

/** Those that keep it in one line; of the others each with its reason. */
function standingLines({ standing, words, subjects }: StandingLine): readonly string[] {
  const named = subjects.map(({ name, version }) => version === "" ? name : `${name} ${version}`);
  if (standing === "keeps" || standing === "not-claimed" || subjects.every(({ reason }) => reason === null)) {
    return wrap(`${words}: ${named.join(", ")}`, 2);
  }
  return subjects.flatMap(({ reason }, index) =>
    wrap(`${words}: ${named[index] ?? ""}${reason === null ? "" : `: ${reason}`}`, 2));
}

/** On which day, or from which to which, the subjects were judged. */
function daysOf(lines: readonly StandingLine[]): string {
  const days = [...new Set(lines.flatMap(({ subjects }) => subjects.map(({ date }) => date)))].sort();
  const [first = ""] = days;
  return days.length < 2 ? `on ${first}` : `from ${first} to ${days.at(-1) ?? ""}`;
}

/** "Checked by 3 scenarios, proved by 2 faulty reactors": an explanation of how it is known, in one line. */
export function evidenceInBrief({ checked, provedBy }: Pick<Explanation, "checked" | "provedBy">): string {
  if (checked.by === "nobody") return "Not checked";
  const by = checked.by === "scenarios"
    ? counted(checked.scenarios.length, "scenario")
    : "the check of an agent";
  const faulty = provedBy.does.length;
  return `Checked by ${by}${faulty === 0 ? "" : `, proved by ${counted(faulty, `faulty ${provedBy.who}`)}`}`;
}
