import { closeSync, ftruncateSync, openSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { why } from "../driver/json-file.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import type { Report, Reporter } from "../report/report.js";
import { reporters } from "../report/reporters.js";
import type { Options } from "./options.js";
import type { Terminal } from "./terminal.js";

/** A reporter, and where its report goes: a file that is open for writing, or standard output. */
interface Output {
  readonly name: string;
  readonly reporter: Reporter;
  readonly file: { readonly path: string; readonly descriptor: number } | null;
}

export const reporterOption: Options = {
  "reporter": {
    value: "NAME[=FILE]", repeatable: true,
    about: `How to report, and where: pretty (the default), json, junit, tap, html, markdown or github; to standard
      output without a FILE.`,
  },
};

/** What the reporters are for, as a paragraph of the manual. */
export const aboutReporters = `Reporters: pretty, for people at a terminal; json, for programs, as report.schema.json
  says; junit and tap (version 14), for what shows test results, where a known deviation is skipped and a TODO; html, a
  page in one file; markdown, for a comment in a forge or the summary of a job; github, annotations of a workflow of
  GitHub Actions. All show of a failure the sentence of the standard, what happened first that it forbids, the trace
  around that, and the command that judges it again. A file is opened before anything is judged, and replaced.`;

/**
 * Opens what `--reporter NAME[=FILE]` asks for, before anything is judged.
 * @throws UsageError for an unknown reporter, a file that cannot be written, or two reports at one place.
 */
export function openReporters(values: readonly string[], cwd: string): readonly Output[] {
  const wanted = (values.length === 0 ? ["pretty"] : values).map((value) => {
    const [, name = "", path] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
    const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
    if (reporter === undefined) throw new UsageError(`no reporter ${name}${didYouMean(name, Object.keys(reporters))}`);
    if (path === "") throw new UsageError(`--reporter ${name}= needs a file`);
    return { name, reporter, path };
  });
  const paths = wanted.map(({ path }) => path === undefined ? null : resolve(cwd, path));
  if (paths.filter((path) => path === null).length > 1) {
    throw new UsageError("two reports would go to standard output; give one a file: --reporter NAME=FILE");
  }
  const twice = wanted.find((_, index) => paths.indexOf(paths[index] ?? null) !== index);
  if (twice !== undefined) throw new UsageError(`two reports would go to ${twice.path}`);
  const outputs = wanted.map(({ name, reporter, path }): Output =>
    ({ name, reporter, file: path === undefined ? null : { path, descriptor: openFile(path, cwd) } }));
  // Only now: a command line that is refused leaves the reports of a former run.
  for (const { file } of outputs) if (file !== null) empty(file.descriptor);
  return outputs;
}

function openFile(path: string, cwd: string): number {
  try {
    return openSync(resolve(cwd, path), "a");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const reason = isMissing ? `there is no directory ${dirname(path)}` : why(error);
    throw new UsageError(`${path} cannot be written: ${reason}`);
  }
}

/** Takes away what a file has; a pipe or a device has nothing. */
function empty(descriptor: number): void {
  try {
    ftruncateSync(descriptor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EINVAL") throw error;
  }
}

/**
 * Writes a report by each reporter. One that cannot be written is diagnosed, and keeps no other from being written; if
 * none could be, the pretty report goes to standard output, so that the results are not lost.
 * @returns whether all were written.
 */
export function writeReports(outputs: readonly Output[], report: Report, terminal: Terminal): boolean {
  const written = outputs.filter((output) => {
    try {
      write(output, report, terminal);
      return true;
    } catch (error) {
      const place = output.file === null ? "" : ` to ${output.file.path}`;
      terminal.diagnose(`the ${output.name} report could not be written${place}: ${why(error)}`);
      return false;
    }
  });
  if (written.length === 0) terminal.write(reporters["pretty"]?.(report, { colours: terminal.colours }) ?? "");
  return written.length === outputs.length;
}

function write({ reporter, file }: Output, report: Report, terminal: Terminal): void {
  if (file === null) return terminal.write(reporter(report, { colours: terminal.colours }));
  try {
    writeFileSync(file.descriptor, reporter(report, { colours: false }));
  } finally {
    closeSync(file.descriptor);
  }
}
