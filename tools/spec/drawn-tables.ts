import { connectionGrammar, readingGrammar, writingGrammar } from "../../spec/event-grammar.js";
import { platformErrors } from "../../spec/platform-errors.js";
import { portGrammar } from "../../spec/port-grammar.js";
import { timedCallGrammar } from "../../spec/timed-call-grammar.js";
import { figures } from "../drawing/figures.js";
import { wrapped } from "../drawing/wrapped.js";
import { grammarTable } from "./grammar-table.js";
import { lintCodes } from "./lint-codes.js";
import { allRequirements, type Spec } from "./spec.js";

/** What chapters show, by name, each drawn from data of `spec/`: tables, and figures with their text alternatives. */
const drawn: Readonly<Record<string, (spec: Pick<Spec, "chapters">) => string>> = {
  "lints": lintTable,
  "untested": untestedTable,
  "platform-errors": platformErrorTable,
  "grammar connection": () => grammarTable(connectionGrammar),
  "grammar reading": () => grammarTable(readingGrammar),
  "grammar writing": () => grammarTable(writingGrammar),
  "grammar port": () => grammarTable(portGrammar),
  "grammar timed-call": () => grammarTable(timedCallGrammar),
  ...Object.fromEntries(Object.entries(figures).map(([name, figure]) =>
    [`figure ${name}`, () => `${wrapped(`![${figure().alternative}](figures/${name}.svg)`)}\n`])),
};

/** The names of all that is drawn. */
export const drawnNames: readonly string[] = Object.keys(drawn);

/** Whether a chapter shows a table or a figure that is drawn. */
export function hasDrawnTable(source: string): boolean {
  return Object.keys(drawn).some((name) => source.includes(startOf(name)));
}

/** The chapter with all that is drawn as it should be: it stands between `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function drawTables(source: string, spec: Pick<Spec, "chapters">): string {
  let text = source;
  for (const [name, draw] of Object.entries(drawn)) {
    const from = text.indexOf(startOf(name));
    const to = text.indexOf(endOf(name));
    if (from < 0 || to < from) continue;
    text = `${text.slice(0, from)}${startOf(name)}\n\n${draw(spec)}\n${text.slice(to)}`;
  }
  return text;
}

function startOf(name: string): string {
  return `<!-- ${name} -->`;
}

function endOf(name: string): string {
  return `<!-- end of ${name} -->`;
}

function platformErrorTable(): string {
  const head = ["| code | category | comes from | Linux | macOS | Windows |", "|---|---|---|---:|---:|---:|"];
  const rows = [...platformErrors.values()].map(({ code, category, calls, linux, macos, windows }) =>
    `| \`${code}\` | \`${category}\` | ${calls.join(", ")} | ${linux ?? ""} | ${macos ?? ""} | ${windows ?? ""} |`);
  return [...head, ...rows, ""].join("\n");
}

function lintTable(): string {
  const rows = Object.entries(lintCodes).map(([code, finds]) => `| \`${code}\` | ${finds} |`);
  return ["| code | finds |", "|---|---|", ...rows, ""].join("\n");
}

/** The requirements that no scenario checks, with the reason. */
function untestedTable(spec: Pick<Spec, "chapters">): string {
  const rows = allRequirements(spec).flatMap(({ id, file, test }) =>
    (test.kind === "none" ? [`| [\`${id}\`](${file}#${id}) | ${test.reason} |`] : []));
  return ["| requirement | why no scenario checks it |", "|---|---|", ...rows, ""].join("\n");
}
