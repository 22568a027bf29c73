import { readFileSync } from "node:fs";
import { didYouMean } from "./nearest.js";
import { UsageError } from "./usage-error.js";

/** An object of a JSON file, with where it stands for the messages. */
export interface JsonObject {
  readonly where: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @throws UsageError if the file cannot be read or is no JSON; `shown` names it in the message. */
export function readJson(path: string, shown: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${shown}: ${why(error)}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${shown}: not JSON: ${firstLine(error)}`);
  }
}

/** @throws UsageError if `value` is no object, or has a field that is not among `known`. */
export function objectOf(value: unknown, where: string, known: readonly string[]): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${where}: an object is needed`);
  }
  for (const field of Object.keys(value)) {
    if (known.includes(field)) continue;
    throw new UsageError(`${where}: unknown field "${field}"${didYouMean(field, known)}`);
  }
  return { where, fields: value as Readonly<Record<string, unknown>> };
}

/** The field, a text that is not blank. */
export function textField(object: JsonObject, field: string): string {
  const value = optionalTextField(object, field);
  if (value === null) throw new UsageError(`${object.where}: the field "${field}" is missing`);
  return value;
}

export function optionalTextField(object: JsonObject, field: string): string | null {
  const value = object.fields[field];
  if (value === undefined) return null;
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new UsageError(`${object.where}: the field "${field}" must be a text that is not empty`);
}

/** The field, a list of texts of which none is blank; null if it is absent. */
export function optionalListField(object: JsonObject, field: string): readonly string[] | null {
  const value = object.fields[field];
  if (value === undefined) return null;
  const isText = (each: unknown): each is string => typeof each === "string" && each.trim() !== "";
  if (Array.isArray(value) && value.length > 0 && value.every(isText)) return value;
  throw new UsageError(`${object.where}: the field "${field}" must be a list of texts, with at least one`);
}

/** Why the host did not do it, in a few words. */
export function why(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === "ENOENT") return "no such file";
  if (code === "EISDIR") return "it is a directory";
  return code ?? firstLine(error);
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
}
