import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Scenario } from "../language/scenario.js";
import { breachOf, type Schema } from "./json-schema.js";
import { readJson } from "./json-file.js";
import { UsageError } from "./usage-error.js";

const SCHEMA = new URL("../../scenario.schema.json", import.meta.url);

/**
 * Reads a file of one scenario, or of a list of them.
 * @throws UsageError, its message one line, if the file cannot be read, or a scenario is none: with the first place at
 * which it breaks scenario.schema.json.
 */
export function readScenarios(file: string, cwd: string): readonly Scenario[] {
  const content = readJson(resolve(cwd, file), file);
  const schema = JSON.parse(readFileSync(SCHEMA, "utf8")) as Schema;
  const list = Array.isArray(content) ? content as readonly unknown[] : [content];
  if (list.length === 0) throw new UsageError(`${file}: there is no scenario in it`);
  const scenarios = list.map((each, index) =>
    checked(each, schema, list.length === 1 ? file : `${file}: scenario ${index + 1}`));
  const twice = scenarios.find(({ id }, index) => scenarios.findIndex((each) => each.id === id) < index);
  if (twice !== undefined) throw new UsageError(`${file}: two scenarios have the id ${twice.id}`);
  return scenarios;
}

function checked(value: unknown, schema: Schema, where: string): Scenario {
  const breach = breachOf(schema, value);
  if (breach !== null) throw new UsageError(`${where}: ${breach.at === "" ? "" : `${breach.at}: `}${breach.says}`);
  const scenario = value as Scenario;
  if (scenario.ends.length === 0) throw new UsageError(`${where}: ends: a scenario needs an end to wait for`);
  return scenario;
}
