import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../driver/json-file.js";
import { UsageError } from "../driver/usage-error.js";
import { summarise } from "../oracle/requirement-verdicts.js";
import { canonicalJson, digestOf } from "../report/canonical-json.js";
import { flawBySchema, type Schema } from "../report/schema.js";
import { schemaVersion, type Result } from "./result.js";

const schemaFile = new URL("../../../conformance/results/result.schema.json", import.meta.url);
const EXTENSION = ".result.json";

/** What keeps a value from being a result that `matrix` has written, in a few words; null if nothing does. */
export function flawOfResult(value: unknown): string | null {
  const { schemaVersion: version } = Object(value) as { readonly schemaVersion?: unknown };
  if (typeof version === "number" && version > schemaVersion) {
    return `it is of version ${version}, and this kit reads version ${schemaVersion}`;
  }
  const flaw = flawBySchema(JSON.parse(readFileSync(schemaFile, "utf8")) as Schema, value);
  if (flaw !== null) return flaw;
  const { digest, ...content } = value as Result;
  if (digestOf(content) !== digest) return "its digest is not that of what it says: it was changed";
  if (canonicalJson(summarise(content.requirements)) !== canonicalJson(content.summary)) {
    return "its summary is not that of its verdicts";
  }
  const ids = content.requirements.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? null : `${twice} is in it twice`;
}

/**
 * Reads what `matrix --write` has written.
 * @throws UsageError if the file cannot be read, or was not written so; `shown` names it in the message.
 */
export function readResult(path: string, shown: string): Result {
  const value = readJson(path, shown);
  const flaw = flawOfResult(value);
  if (flaw !== null) throw new UsageError(`${shown}: no result: ${flaw}`);
  return value as Result;
}

/**
 * Reads every result of a directory, in the order of their files' names.
 * @throws UsageError if a file there cannot be read, or is no result though its name says so.
 */
export function readResultsIn(directory: string, shown: string): readonly Result[] {
  return resultFilesIn(directory).map((name) => readResult(join(directory, name), join(shown, name)));
}

/** The names of the files in a directory that are results by their names, sorted. */
export function resultFilesIn(directory: string): readonly string[] {
  return readdirSync(directory).filter((name) => name.endsWith(EXTENSION)).sort();
}

/** The name of the file that the result of a subject is kept in. */
export function resultFileOf({ subject: { name } }: { readonly subject: { readonly name: string } }): string {
  const word = name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, "-").replaceAll(/^[-.]+|-+$/g, "");
  return `${word === "" ? "subject" : word}${EXTENSION}`;
}
