import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { smoke } from "../../conformance/driver/agent-rules.js";
import { languageFiles, scenarioSchema } from "../../tools/language/files.js";
import { schemaOf } from "../../tools/language/json-schema.js";
import { declarationsOf } from "../../tools/language/types.js";

const dist = new URL("../../", import.meta.url);

describe("the scenario language as data", () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(scenarioSchema());

  it("is written by the build as it is", () => {
    for (const [name, content] of languageFiles()) assert.equal(readFileSync(new URL(name, dist), "utf8"), content);
  });

  it("has a schema that every scenario keeps", () => {
    for (const scenario of [...scenarios, smoke]) {
      const ownOperations = scenario === smoke ? /no-such-operation/ : null;
      const isValid = validate(JSON.parse(JSON.stringify(scenario)));
      if (ownOperations === null) assert.ok(isValid, `${scenario.id}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
      else assert.ok(!isValid, "an operation that no agent has is no part of the language");
    }
  });

  it("has a schema that refuses what is misspelt or missing", () => {
    const [first] = scenarios;
    for (const wrong of [
      { ...first, peer: {} }, { ...first, phases: [{ begin: [] }] }, { ...first, expect: [{ kind: "occurs" }] },
      { ...first, phases: [{ start: [{ op: "callLater", call: "a" }] }] }, { id: "x.y" }, "scenario",
    ]) assert.equal(validate(wrong), false, JSON.stringify(wrong).slice(0, 200));
  });
});

describe("the reader of types", () => {
  it("makes a schema of literals, objects, unions, intersections, arrays and names", () => {
    const source = `
      import type { X } from "./x.js";
      /** What is done. */
      export type Act = | Go | { readonly op: "wait" | "stop"; readonly ms?: number };
      export interface Go {
        /** Where to. */
        readonly op: "go"; readonly to: readonly Place["name"][];
      }
      export interface Place { readonly name: string; readonly tags?: Readonly<Record<string, true | null>> }
      export type Both = { readonly a: 1 } & ({ readonly b: string } | { readonly c: Act });
      export function ignored(): void {}
    `;
    const schema = schemaOf(declarationsOf(source), "Both", {});
    assert.deepEqual(schema["anyOf"] ?? schema["$ref"], "#/$defs/Both");
    const definitions = schema["$defs"] as Record<string, unknown>;
    assert.deepEqual(definitions["Both"], { anyOf: [
      {
        type: "object", properties: { a: { const: 1 }, b: { type: "string" } }, required: ["a", "b"],
        additionalProperties: false,
      },
      {
        type: "object", properties: { a: { const: 1 }, c: { $ref: "#/$defs/Act" } }, required: ["a", "c"],
        additionalProperties: false,
      },
    ] });
    assert.deepEqual(definitions["Act"], { description: "What is done.", anyOf: [
      { $ref: "#/$defs/Go" },
      {
        type: "object", properties: { op: { enum: ["wait", "stop"] }, ms: { type: "number" } }, required: ["op"],
        additionalProperties: false,
      },
    ] });
    assert.deepEqual(definitions["Go"], {
      type: "object",
      properties: { op: { description: "Where to.", const: "go" }, to: { type: "array", items: { type: "string" } } },
      required: ["op", "to"], additionalProperties: false,
    });
  });

  it("says where it meets what it does not know", () => {
    assert.throws(() => declarationsOf("export type A = ;"), SyntaxError);
    assert.throws(() => schemaOf(declarationsOf("export type A = B;"), "A", {}), TypeError);
    assert.throws(() => schemaOf(declarationsOf('export type A = { b: 1 }["c"];'), "A", {}), TypeError);
  });
});
