import { closeSync, mkdirSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { why } from "../driver/json-file.js";
import { UsageError } from "../driver/usage-error.js";
import type { ScenarioResult } from "../oracle/results.js";

/** Where the traces of a run are kept: all in one file, or each in a file of its own. */
export type TraceFiles =
  | { readonly kind: "file"; readonly file: number }
  | { readonly kind: "folder"; readonly folder: string };

/**
 * Opens what `--trace` asks for, before anything is judged: a file if its name ends in `.jsonl`, else a folder.
 * @throws UsageError if it cannot be written.
 */
export function openTraces(path: string | undefined, cwd: string): TraceFiles | null {
  if (path === undefined) return null;
  const absolute = resolve(cwd, path);
  try {
    if (path.endsWith(".jsonl") && !isFolder(absolute)) return { kind: "file", file: openSync(absolute, "w") };
    mkdirSync(absolute, { recursive: true });
    return { kind: "folder", folder: absolute };
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${why(error)}`);
  }
}

/** Writes each trace that was kept, in lines of JSON behind one that says the scenario. */
export function writeTraces(files: TraceFiles, results: readonly ScenarioResult[]): void {
  for (const result of results) {
    if (result.trace.length === 0) continue;
    if (files.kind === "file") writeSync(files.file, linesOf(result));
    else writeFileSync(join(files.folder, nameOf(result)), linesOf(result));
  }
  if (files.kind === "file") closeSync(files.file);
}

function nameOf({ scenario, repeat = 1 }: ScenarioResult): string {
  return `${scenario.replaceAll("/", "~")}${repeat === 1 ? "" : `#${repeat}`}.jsonl`;
}

function linesOf({ scenario, trace, leftUnjudged }: ScenarioResult): string {
  const header = { op: "scenario", scenario, ...(leftUnjudged === true ? { leftUnjudged } : {}) };
  return [header, ...trace].map((line) => `${JSON.stringify(line)}\n`).join("");
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
