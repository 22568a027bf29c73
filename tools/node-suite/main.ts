import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { processTerminal, type Terminal } from "../../conformance/command/terminal.js";
import { UsageError } from "../../conformance/driver/usage-error.js";
import { packageRoot } from "../spec/spec.js";
import { isFailure, runSuite, type Results } from "./campaign.js";
import { suiteSource } from "./debian-source.js";
import { causeOf, listProblems, readKnown, type Judged, type KnownFailure } from "./known-failures.js";
import { boundProblems, hasPassed, scoresOf, scoreTable } from "./score.js";
import { help, judgedFamilies, optionsOf, type SuiteOptions } from "./suite-options.js";
import { testFiles } from "./test-file.js";

// `npm run node-suite [-- OPTIONS]`: how much of Node's own test suite passes through the host shim.

const KNOWN = fileURLToPath(new URL("tools/node-suite/known.json", packageRoot));
const CACHE = fileURLToPath(new URL(".cache/node-suite", packageRoot));

async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const options = optionsOf(words);
  if (options === null) {
    terminal.write(help);
    return 0;
  }
  const known = readKnown(KNOWN);
  const progress = (text: string | null): void => terminal.progress(text);
  const suite = suiteSource(options.cache ?? CACHE, process.version, progress);
  const files = testFiles(`${suite}/test/parallel`, options.families, options.names);
  const results = await runSuite(files, suite, options, progress);
  const scores = scoresOf(results);
  terminal.write(`Node ${process.version}, the test files of ${basename(suite)}\n\n${scoreTable(scores)}`);
  terminal.write(failureText(results, known, options).replaceAll(`${suite}/`, ""));
  const problems = [
    ...listProblems(known, judgedIn(results)),
    ...(isWhole(options) ? boundProblems(scores) : []),
  ];
  for (const line of problems) process.stderr.write(`node-suite: ${line}\n`);
  return problems.length === 0 ? 0 : 1;
}

/** Only of all the files that known.json is about together are the bounds asked for. */
function isWhole({ names, families }: SuiteOptions): boolean {
  return names.length === 0 && families.length === judgedFamilies.length
    && families.every((family) => judgedFamilies.includes(family));
}

/** What the list of known failures has to account for. */
function judgedIn({ shimmed }: Results): readonly Judged[] {
  return [...shimmed].flatMap(([on, results]) => results
    .filter(({ file }) => judgedFamilies.includes(file.family))
    .map((result) => ({ name: result.file.name, on, passed: hasPassed(result) })));
}

function failureText({ plain, shimmed }: Results, known: readonly KnownFailure[], options: SuiteOptions): string {
  const parts: string[] = [];
  const shown = (text: string): string => (options.verbose ? `${text.replaceAll(/^/gm, "    | ")}\n` : "");
  if (options.grounds.includes("plain")) {
    for (const { file, outcome } of plain.filter(({ outcome: { kind } }) => kind !== "pass")) {
      parts.push(`plain  ${file.name}: ${lineOf(outcome)}\n`);
    }
  }
  for (const [on, results] of shimmed) {
    for (const { file, outcome } of results.filter((result) => !hasPassed(result))) {
      const cause = causeOf(known, { name: file.name, on });
      parts.push(`${on}  ${file.name}: ${lineOf(outcome)}\n${cause === null ? "" : `    known: ${cause}\n`}`
        + (isFailure(outcome) && "output" in outcome ? shown(outcome.output) : ""));
    }
  }
  return parts.length === 0 ? "" : `\n${parts.join("")}`;
}

function lineOf(outcome: Results["plain"][number]["outcome"]): string {
  switch (outcome.kind) {
    case "pass": return "passes";
    case "skip": return `skipped, ${outcome.why}`;
    case "hang": return `hangs, ${outcome.line}`;
    case "fail": return outcome.line;
  }
}

const terminal = processTerminal();
try {
  process.exitCode = await run(process.argv.slice(2), terminal);
} catch (error) {
  terminal.progress(null);
  process.stderr.write(`node-suite: ${String(error instanceof Error ? error.message : error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 3;
}
