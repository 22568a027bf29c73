import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { judge } from "../../conformance/driver/judge.js";
import { aboutAbsence } from "../../conformance/oracle/played.js";
import { resolveSubject } from "../../conformance/driver/resolve-subject.js";
import type { Subject } from "../../conformance/driver/subject.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import type { Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

function reference(name: string, inProcess: boolean): Subject {
  const path = `reference/${name}.subject.json`;
  return resolveSubject({ kind: "path", path, inProcess }, { cwd: root, requirements });
}

const options = { select: [], profiles: null, strict: true, timeoutScale: 4, bail: false, onProgress: () => undefined };

describe("the kit on the reference", () => {
  for (const [name, inProcess] of [["simulated", true], ["node", false]] as const) {
    it(`passes every requirement that is tested: ${name}`, async () => {
      const result = await judge(reference(name, inProcess), options);
      const amiss = result.requirements.filter(({ verdict }) => verdict !== "pass" && verdict !== "skip");
      assert.deepEqual(amiss.map(({ id, message }) => `${id}: ${message}`), []);
      const passed = result.requirements.filter(({ verdict }) => verdict === "pass").map(({ id }) => id);
      const elsewhere = aboutAbsence(scenarios, new Set(result.subject.profiles));
      const isPlayed = ({ id, profile, test }: Requirement): boolean =>
        test.kind === "scenario" && !elsewhere.has(id) && result.subject.profiles.some((each) => each === profile);
      assert.deepEqual(passed, requirements.filter(isPlayed).map(({ id }) => id));
      assert.equal(result.exitCode, 0);
    });
  }
});
