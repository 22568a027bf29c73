import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { judge } from "../../conformance/driver/judge.js";
import type { ProofResult } from "../../conformance/driver/proof.js";
import { aboutAbsence } from "../../conformance/oracle/played.js";
import { resolveSubject } from "../../conformance/driver/resolve-subject.js";
import type { Subject } from "../../conformance/driver/subject.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import type { Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";

const execFileAsync = promisify(execFile);
const main = fileURLToPath(new URL("../../conformance/command/main.js", import.meta.url));
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

  // In a process of its own: a faulty reactor may leave anything behind, and never let its process end.
  it("catches every faulty reactor for its own reason, and passes every lawful oddity", async function () {
    this.timeout(600_000);
    const args = [main, "prove", "--quick", "--json"];
    const { stdout } = await execFileAsync(process.execPath, args, { maxBuffer: 1 << 26 })
      .catch((error: unknown) => error as { stdout: string });
    const proof = JSON.parse(stdout) as ProofResult;
    const escaped = proof.faults.filter(({ byOwnReason }) => !byOwnReason);
    assert.deepEqual(escaped.map(({ id, says }) => `${id}: ${says}`), []);
    assert.deepEqual(proof.oddities.flatMap(({ failures }) => failures), []);
    assert.deepEqual([proof.control, proof.holes], [[], []]);
    assert.ok(proof.oddities.length >= 18);
    assert.equal(proof.exitCode, 0);
  });
});
