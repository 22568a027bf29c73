import { closeSync, openSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { why } from "../driver/json-file.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import type { Report, Reporter } from "../report/report.js";
import { reporters } from "../report/reporters.js";
import type { Terminal } from "./terminal.js";

/** A reporter, and where its report goes: a file that is open for writing, or standard output. */
interface Output {
  readonly reporter: Reporter;
  readonly file: number | null;
}

/**
 * Opens what `--reporter NAME[=FILE]` asks for, before anything is judged.
 * @throws UsageError for an unknown reporter, a file that cannot be written, or two reports on standard output.
 */
export function openReporters(values: readonly string[], cwd: string): readonly Output[] {
  const wanted = (values.length === 0 ? ["pretty"] : values).map((value) => {
    const [, name = "", path] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
    const reporter = reporters[name];
    if (reporter === undefined) throw new UsageError(`no reporter ${name}${didYouMean(name, Object.keys(reporters))}`);
    if (path === "") throw new UsageError(`--reporter ${name}= needs a file`);
    return { reporter, path };
  });
  if (wanted.filter(({ path }) => path === undefined).length > 1) {
    throw new UsageError("two reports would go to standard output; give one a file: --reporter NAME=FILE");
  }
  return wanted.map(({ reporter, path }) => ({ reporter, file: path === undefined ? null : openFile(path, cwd) }));
}

function openFile(path: string, cwd: string): number {
  try {
    return openSync(resolve(cwd, path), "w");
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${why(error)}`);
  }
}

/** Writes a report by each reporter. */
export function writeReports(outputs: readonly Output[], report: Report, terminal: Terminal): void {
  for (const { reporter, file } of outputs) {
    if (file === null) {
      terminal.write(reporter(report, { colours: terminal.colours }));
    } else {
      writeFileSync(file, reporter(report, { colours: false }));
      closeSync(file);
    }
  }
}
