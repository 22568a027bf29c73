import assert from "node:assert/strict";
import type { Operation } from "../../conformance/language/operations.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { faults } from "../../conformance/faulty/index.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { universalRules } from "../../conformance/oracle/universal-rules.js";
import { bindsReactors } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";

const ids = new Set(requirements.map((requirement) => requirement.id));
const bindings = new Map(requirements.map((requirement) => [requirement.id, requirement.binding]));

/** Every operation of a scenario, however deep. */
function operationsOf(scenario: Scenario): (Operation & Readonly<Record<string, unknown>>)[] {
  const found: (Operation & Readonly<Record<string, unknown>>)[] = [];
  JSON.stringify([scenario.phases, scenario.protocols, scenario.threads], (_key, value: unknown) => {
    if (typeof Object(value).op === "string") found.push(value as never);
    return value;
  });
  return found;
}

function speaksOfJavaScript(operation: Operation): boolean {
  return ["reject", "microtask", "measureStack"].includes(operation.op)
    || ["callback", "cancelled", "thenOverwrite", "asView"].some((field) => field in operation)
    || "odd" in operation;
}

describe("the scenarios", () => {
  it("have different ids, each that of its first requirement, or below it", () => {
    assert.equal(new Set(scenarios.map((scenario) => scenario.id)).size, scenarios.length);
    for (const scenario of scenarios) assert.equal(scenario.id.split("/")[0], scenario.checks[0], scenario.id);
  });

  it("check requirements that exist", () => {
    for (const { id, checks, expect } of scenarios) {
      for (const each of [...checks, ...expect.flatMap((expectation) => expectation.of ?? [])]) {
        assert.ok(ids.has(each), `${id} checks ${each}`);
      }
    }
  });

  it("cover every requirement that is marked tested", () => {
    const checked = new Set(scenarios.flatMap((scenario) => scenario.checks));
    const left = requirements.filter((each) => each.test.kind === "scenario" && bindsReactors(each)
      && !checked.has(each.id));
    assert.deepEqual(left.map((each) => each.id), []);
  });

  it("are plain data, of less than a line's length", () => {
    for (const scenario of scenarios) {
      const line = JSON.stringify(scenario);
      assert.deepEqual(JSON.parse(line), scenario, scenario.id);
      assert.ok(line.length < 1 << 20, scenario.id);
    }
  });

  it("use every protocol and listener that they describe or name", () => {
    for (const scenario of scenarios) {
      const operations = operationsOf(scenario);
      const used = new Set(operations.map(({ protocol }) => protocol));
      for (const protocol of Object.keys(scenario.protocols ?? {})) {
        assert.ok(used.has(protocol), `${scenario.id}: ${protocol}`);
      }
      const listeners = new Set(operations.map(({ listener }) => listener));
      for (const { role } of Object.values(scenario.peers ?? {})) {
        if ("connects" in role) assert.ok(listeners.has(role.connects), `${scenario.id}: ${role.connects}`);
      }
    }
  });

  it("have an end, and something to expect", () => {
    for (const scenario of scenarios) {
      assert.ok(scenario.ends.length > 0 && scenario.expect.length > 0, scenario.id);
      for (const { says } of scenario.expect) assert.doesNotMatch(says, /\b(should|must)\b|\.$/, scenario.id);
    }
  });

  it("speak of JavaScript only in its own binding", () => {
    for (const scenario of scenarios) {
      const speaks = scenario.code !== undefined || operationsOf(scenario).some(speaksOfJavaScript);
      if (speaks) assert.equal(scenario.binding, "typescript", scenario.id);
      const ofBinding = scenario.checks.filter((id) => bindings.get(id) === "typescript");
      if (ofBinding.length > 0) assert.equal(scenario.binding, "typescript", scenario.id);
    }
    const everywhere = new Set(scenarios.filter((each) => each.binding === undefined).flatMap((each) => each.checks));
    for (const { id, binding, test, profile } of requirements) {
      if (binding !== undefined || test.kind === "none" || profile === "agent") continue;
      assert.ok(everywhere.has(id), `${id} is checked in JavaScript only`);
    }
  });
});

describe("the universal rules and the faulty reactors", () => {
  it("name requirements that exist", () => {
    for (const id of universalRules.flatMap((rule) => rule.requirements)) assert.ok(ids.has(id), id);
    for (const fault of faults) assert.ok(ids.has(fault.breaks), fault.breaks);
  });
});
