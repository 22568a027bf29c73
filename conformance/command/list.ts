import { bindsReactors, type Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import { permalink } from "../report/report.js";
import { scenarios } from "../scenarios/index.js";
import type { Command } from "./command.js";
import { selected, selectionOf } from "./selection.js";

export const list: Command = {
  name: "list",
  summary: "list the requirements, and the scenarios that check them",
  synopsis: ["list [--json] [AREA|ID ...]"],
  about: [`Prints every requirement, or those that are named, in the order of the chapters: its level, its profile, its
    id, and how many scenarios check it.`],
  options: {
    json: { about: "Print a JSON array: what the standard says of each, and the ids of its scenarios." },
  },
  examples: [
    ["Find the rules on timed calls", "reactor-standard list timer"],
    ["Feed another tool", "reactor-standard list --json"],
  ],
  run(args, terminal) {
    const chosen = selected(selectionOf(args.positionals, requirements), requirements);
    terminal.write(args.has("json") ? asJson(chosen) : asText(chosen));
    return Promise.resolve(0);
  },
};

function scenariosOf({ id }: Requirement): readonly string[] {
  return scenarios.filter((scenario) => scenario.checks.includes(id)).map((scenario) => scenario.id);
}

function asJson(chosen: readonly Requirement[]): string {
  const entries = chosen.map((each) => ({ ...each, permalink: permalink(each), scenarios: scenariosOf(each) }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function testsOf(requirement: Requirement, count: number): string {
  if (!bindsReactors(requirement)) return "checked of the agent";
  return `${count} ${count === 1 ? "scenario" : "scenarios"}`;
}

function asText(chosen: readonly Requirement[]): string {
  const width = Math.max(0, ...chosen.map(({ id }) => id.length));
  return chosen.map((each) => {
    const tested = each.test.kind === "none" ? "not tested" : testsOf(each, scenariosOf(each).length);
    return `${each.level.padEnd(6)}  ${each.profile.padEnd(8)}  ${each.id.padEnd(width)}  ${tested}\n`;
  }).join("");
}
