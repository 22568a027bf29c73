import { fileURLToPath } from "node:url";
import { processTerminal, type Terminal } from "../../conformance/command/terminal.js";
import { UsageError } from "../../conformance/driver/usage-error.js";
import { packageRoot } from "../spec/spec.js";
import type { MutantResult } from "./campaign.js";
import { mutate, mutantsToTry } from "./mutate.js";
import { help, optionsOf } from "./mutation-options.js";
import { mutantLine, problemLines, scoreTable, survivorText } from "./mutation-report.js";
import { scoresOf } from "./score.js";
import { problemsOf, readSurvivors, type SurvivorList } from "./survivor-list.js";

// `npm run mutation [-- OPTIONS]`: whether the scenarios notice when the core of the reference is changed.

/** The least part of the mutants that are not equivalent that is to be killed. */
const LEAST = 0.85;
const SURVIVORS = fileURLToPath(new URL("tools/mutation/survivors.json", packageRoot));

async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const options = optionsOf(words);
  if (options === null) {
    terminal.write(help);
    return 0;
  }
  const mutants = mutantsToTry(options);
  if (options.list) {
    terminal.write(mutants.map((mutant) => `${mutantLine(mutant)}\n`).join(""));
    return 0;
  }
  const list = readSurvivors(SURVIVORS);
  const results = await mutate(mutants, list, options, terminal);
  if (options.json) terminal.write(`${JSON.stringify(results.map(plain), null, 2)}\n`);
  else terminal.write(scoreTable(scoresOf(results, list)) + survivorText(results, list));
  if (options.select.length > 0) return 0;
  const problems = problemsIn(results, list, options.only.length + options.files.length > 0);
  for (const line of problems) process.stderr.write(`mutation: ${line}\n`);
  return problems.length === 0 ? 0 : 1;
}

function plain({ mutant: { id, key, line }, fate, reachedBy }: MutantResult): object {
  return { id, line, ...key, ...fate, reachedBy };
}

/** Only of all mutants together is a score asked for. */
function problemsIn(results: readonly MutantResult[], list: SurvivorList, some: boolean): readonly string[] {
  const scores = scoresOf(results, list);
  const all = scores.at(-1) ?? scores[0];
  return problemLines(problemsOf(list, results, mutantsToTry({ files: [], only: [] })), results, all, some ? 0 : LEAST);
}

const terminal = processTerminal();
try {
  process.exitCode = await run(process.argv.slice(2), terminal);
} catch (error) {
  terminal.progress(null);
  process.stderr.write(`mutation: ${String(error instanceof Error ? error.message : error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 3;
}
