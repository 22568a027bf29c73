import { resolve } from "node:path";
import { readJson } from "../driver/json-file.js";
import { UsageError } from "../driver/usage-error.js";
import { schemaVersion, type JsonReport } from "../report/json.js";
import { flawOfReport } from "../report/verify-report.js";

/**
 * Reads what `test --reporter json` has written.
 * @throws UsageError if the file cannot be read, or is no report of this version; `path` names it in the message.
 */
export function readReport(path: string, cwd: string): JsonReport {
  const value = readJson(resolve(cwd, path), path);
  const { schemaVersion: version } = Object(value) as { readonly schemaVersion?: unknown };
  if (version === 1) throw new UsageError(`${path}: a report of version 1 has no traces that could be judged`);
  if (typeof version === "number" && version > schemaVersion) {
    throw new UsageError(`${path}: a report of version ${version}, and this kit reads version ${schemaVersion}`);
  }
  const flaw = flawOfReport(value);
  if (flaw !== null) throw new UsageError(`${path}: no report: ${flaw}`);
  return value as JsonReport;
}
