import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { requirements } from "../../spec/requirements.js";
import { why } from "../driver/json-file.js";
import { UsageError } from "../driver/usage-error.js";
import { asText, type JsonReport } from "../report/json.js";
import { verifyReport } from "../report/verify-report.js";
import { readResult, resultFileOf, resultFilesIn } from "../results/read-result.js";
import { flawForResult, resultOf, resultText, type Result } from "../results/result.js";
import { readReport } from "./report-file.js";

const RESULT = ".result.json";

/**
 * The results that the words of a command line name: files that `matrix --write` has written, folders of these, and
 * JSON reports, each of which is verified.
 * @throws UsageError naming the file that is none of these, or that contradicts itself.
 */
export function resultsFrom(words: readonly string[], cwd: string): readonly Result[] {
  return words.flatMap((word): readonly Result[] => {
    const path = resolve(cwd, word);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      const files = resultFilesIn(path);
      if (files.length === 0) throw new UsageError(`${word}: there is no *${RESULT} in it`);
      return files.map((name) => readResult(join(path, name), join(word, name)));
    }
    return [word.endsWith(RESULT) ? readResult(path, word) : ofReport(word, cwd)];
  });
}

function ofReport(path: string, cwd: string): Result {
  const report = readReport(path, cwd);
  const flaw = flawForResult(report);
  if (flaw !== null) throw new UsageError(`${path}: ${flaw}`);
  const [problem] = verifyReport(report).problems;
  if (problem !== undefined) throw new UsageError(`${path}: ${problem}`);
  return resultOf(report, requirements);
}

/** Keeps results, or reports, in a folder, each in a file that is named after its subject. */
export class ResultFolder {
  readonly #directory: string;
  readonly #shown: string;
  readonly #written = new Map<string, string>();

  /** @throws UsageError if the folder is not there and cannot be made. */
  constructor(shown: string, cwd: string) {
    this.#directory = resolve(cwd, shown);
    this.#shown = shown;
    try {
      mkdirSync(this.#directory, { recursive: true });
    } catch (error) {
      throw new UsageError(`${shown}: no folder that could be written to: ${why(error)}`);
    }
  }

  /** Writes a result, in the place of a former one. Returns what keeps it from being written; null if nothing does. */
  write(result: Result): string | null {
    return this.#keep(resultFileOf(result), result.subject.name, () => resultText(result));
  }

  /** The same for a whole report. */
  writeReport(report: JsonReport): string | null {
    const name = resultFileOf(report).replace(RESULT, ".report.json");
    return this.#keep(name, report.subject.name, () => asText(report));
  }

  #keep(name: string, subject: string, text: () => string): string | null {
    const shown = join(this.#shown, name);
    const other = this.#written.get(name);
    if (other !== undefined) return `${shown} is of ${other} already, and that of ${subject} is left out`;
    this.#written.set(name, subject);
    try {
      writeFileSync(join(this.#directory, name), text());
      return null;
    } catch (error) {
      return `${shown} cannot be written: ${why(error)}`;
    }
  }
}
