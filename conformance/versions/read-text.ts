import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { breachOf } from "../driver/json-schema.js";
import { readJson } from "../driver/json-file.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import { currentText, type StandardText, type VersionedRequirement } from "./standard-text.js";
import { textSchema } from "./text-schema.js";

/** The name of the text that this kit judges by, among the versions. */
export const current = "current";

const shipped = new URL("../../../spec/versions/", import.meta.url);

/** What the list of snapshots says of one of them. */
export interface Published {
  readonly version: string;
  readonly date: string;
  /** How many requirements it has. */
  readonly requirements: number;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
}

/** The versions of which a snapshot is shipped, the oldest first. */
export function publishedVersions(): readonly Published[] {
  const list = new URL("index.json", shipped);
  return existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) as readonly Published[] : [];
}

/** @throws UsageError if there is no snapshot of that version. */
export function publishedText(version: string): StandardText {
  return textOfFile(fileURLToPath(new URL(`${version}.json`, shipped)), version);
}

/**
 * The text that a word names: `current` or its version, a version that is shipped, or a file.
 * @throws UsageError if it names none, or if the file holds no version of the standard.
 */
export function readText(word: string, cwd: string): StandardText {
  if (word === current) return currentText();
  const versions = publishedVersions().map(({ version }) => version);
  if (versions.includes(word)) return publishedText(word);
  if (word === currentText().version) return currentText();
  const path = resolve(cwd, word);
  if (existsSync(path) || /[/\\]|\.json$/.test(word)) return textOfFile(path, word);
  const known = [...versions, current];
  throw new UsageError(`no version or file ${word}${didYouMean(word, known)} (versions: ${known.join(", ")})`);
}

function textOfFile(path: string, shown: string): StandardText {
  const value = readJson(path, shown);
  const breach = breachOf(textSchema, value);
  if (breach !== null) {
    const where = breach.at === "" ? "" : `${breach.at}: `;
    throw new UsageError(`${shown}: no version of the standard: ${where}${breach.says}`);
  }
  const { version, date, requirements } = value as StandardText;
  const text = { version, date, requirements: requirements.map(completed) };
  const ids = new Set<string>();
  for (const { id } of text.requirements) {
    if (ids.has(id)) throw new UsageError(`${shown}: no version of the standard: it has ${id} twice`);
    ids.add(id);
  }
  return text;
}

/** Other tools may leave out what a comparison can do without. */
function completed(
  given: Partial<VersionedRequirement> & Pick<VersionedRequirement, "id" | "level" | "profile" | "text">,
): VersionedRequirement {
  const {
    id, level, profile, text, binding, aliases = [], intent = "", prior = null, chapter = "", since = "",
    test = { kind: "scenario" },
  } = given;
  const bound = (binding ?? null) === null ? {} : { binding: "typescript" as const };
  return { id, aliases, level, profile, ...bound, text, intent, prior, chapter, since, test };
}
