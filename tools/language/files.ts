import { readdirSync, readFileSync } from "node:fs";
import { scenarios } from "../../conformance/scenarios/index.js";
import { schemaOf, type Schema } from "./json-schema.js";
import { declarationsOf } from "./types.js";

const conformance = new URL("../../../conformance/", import.meta.url);
const language = new URL("language/", conformance);
/** It has functions, and no part of the language. */
const BUILDERS = "build.ts";

/** The JSON Schema of a scenario, made of the types of the scenario language. */
export function scenarioSchema(): Schema {
  const names = readdirSync(language).filter((name) => name.endsWith(".ts") && name !== BUILDERS);
  const sources = [...names.map((name) => new URL(name, language)), new URL("certificates.ts", conformance)];
  const declarations = sources.flatMap((source) => declarationsOf(readFileSync(source, "utf8")));
  return schemaOf(declarations, "Scenario", {
    title: "A scenario of the Reactor Standard's conformance kit",
    $comment: "Each element of scenarios.json keeps it.",
  });
}

/** The files that are shipped for drivers and agents in any language, by name. */
export function languageFiles(): ReadonlyMap<string, string> {
  const lines = scenarios.map((scenario) => `  ${JSON.stringify(scenario)}`).join(",\n");
  return new Map([
    ["scenarios.json", `[\n${lines}\n]\n`],
    ["scenario.schema.json", `${JSON.stringify(scenarioSchema(), null, 2)}\n`],
  ]);
}
