import type { Scenario } from "../language/scenario.js";
import { scenarios } from "../scenarios/index.js";
import { readJson } from "./json-file.js";
import { didYouMean } from "./nearest.js";
import { UsageError } from "./usage-error.js";

const kinds: ReadonlySet<unknown> = new Set(["occurs", "never", "order", "relation"]);

/**
 * The scenario that is named: by its id, as the kit's own; or as an object. One with the id of a scenario of the kit's
 * is the kit's, whatever else it says.
 * @throws UsageError if there is none of that name, or the object is no scenario; `where` begins the message.
 */
export function scenarioOf(named: unknown, where: string): Scenario {
  const id: unknown = typeof named === "string" ? named : Object(named)["id"];
  const known = scenarios.find((scenario) => scenario.id === id);
  if (known !== undefined) return known;
  if (typeof named === "string") {
    throw new UsageError(`${where}: no scenario ${named}${didYouMean(named, scenarios.map((each) => each.id))}`);
  }
  const { checks, ends, expect } = Object(named) as Readonly<Record<string, unknown>>;
  const isScenario = typeof id === "string" && isListOf(checks, (each) => typeof each === "string")
    && isListOf(ends, (each) => isPattern(Object(each)["event"]))
    && isListOf(expect, (each) => kinds.has(Object(each)["kind"]) && typeof Object(each)["says"] === "string");
  if (!isScenario) throw new UsageError(`${where}: no scenario: texts as id and checks, and lists as ends and expect`);
  return named as Scenario;
}

/** @throws UsageError if the file cannot be read, or has no scenario. */
export function readScenario(path: string, shown: string): Scenario {
  return scenarioOf(readJson(path, shown), shown);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isPattern(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
