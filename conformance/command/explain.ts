import { bindsReactors, type Requirement } from "../../spec/requirement.js";
import { UsageError } from "../driver/usage-error.js";
import { agentFaults } from "../faulty/agents/index.js";
import { faults } from "../faulty/index.js";
import type { Scenario } from "../language/scenario.js";
import { permalink } from "../report/report.js";
import { styleOf } from "../report/style.js";
import { scenarios } from "../scenarios/index.js";
import type { Command } from "./command.js";
import { findRequirement } from "./find-requirement.js";
import { wrap } from "./wrap.js";

export const explain: Command = {
  name: "explain",
  summary: "say what a requirement asks for, why, and how it is checked",
  synopsis: ["explain ID"],
  about: [`Prints the sentence of the requirement, its intent, what was seen in real reactors, the scenarios that check
    it with what each expects, and the faulty reactors that prove that they do.`],
  options: {},
  examples: [["Understand a failure", "reactor-standard explain timer.order.equal-deadline"]],
  run(args, terminal) {
    const [word, ...more] = args.positionals;
    if (word === undefined) throw new UsageError("ID is missing: which requirement?");
    if (more.length > 0) throw new UsageError(`one requirement at a time: ${more.join(" ")} is too much`);
    terminal.write(page(findRequirement(word), terminal.colours));
    return Promise.resolve(0);
  },
};

function page(requirement: Requirement, colours: boolean): string {
  const style = styleOf(colours);
  const { id, aliases, level, profile, binding, text, intent, prior, since, test } = requirement;
  const facts = [
    level.toUpperCase(),
    `profile ${profile}`,
    ...(binding === undefined ? [] : [`binding ${binding}`]),
    `since ${since}`,
    ...(aliases.length === 0 ? [] : [`formerly ${aliases.join(", ")}`]),
  ];
  const own = scenarios.filter((scenario) => scenario.checks.includes(id));
  const breaking = [...faults, ...agentFaults].filter((fault) => fault.breaks === id);
  return [
    `${style.bold(id)}  ${facts.join(", ")}`,
    "",
    ...wrap(text, 2),
    ...(intent === "" ? [] : ["", style.bold("Why"), ...wrap(intent, 2)]),
    ...(prior === null ? [] : ["", style.bold("Seen"), ...wrap(prior, 2)]),
    "",
    style.bold("Checked by"),
    ...(test.kind === "none" ? wrap(`no scenario: ${test.reason}`, 2) : own.flatMap((each) => scenarioLines(each, id))),
    ...(bindsReactors(requirement) ? [] : wrap("the check of an agent, before its reactor is judged", 2)),
    ...(breaking.length === 0
      ? []
      : ["", style.bold(`Proved by ${bindsReactors(requirement) ? "a reactor" : "an agent"} that`)]),
    ...breaking.flatMap((fault) => wrap(fault.does, 2)),
    "",
    style.bold("Read it at"),
    `  ${permalink(requirement)}`,
    "",
  ].join("\n");
}

function scenarioLines(scenario: Scenario, id: string): string[] {
  const expectations = scenario.expect
    .filter((each) => each.premise !== true && (each.of ?? scenario.checks[0]) === id)
    .flatMap((each) => wrap(`- ${each.says}`, 4));
  return [...wrap(`${scenario.id}: ${scenario.title}`, 2), ...expectations];
}
