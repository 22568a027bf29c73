import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FaultProof, ProofResult } from "../../conformance/driver/proof.js";

const execFileAsync = promisify(execFile);
const main = fileURLToPath(new URL("../../conformance/command/main.js", import.meta.url));

// In a process of its own: a faulty reactor may leave anything behind, and never let its process end.
async function prove(...ids: readonly string[]): Promise<ProofResult> {
  const args = [main, "prove", "--quick", "--json", ...ids];
  const { stdout } = await execFileAsync(process.execPath, args, { maxBuffer: 1 << 26 })
    .catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as ProofResult;
}

function escapedFrom({ faults }: ProofResult): readonly FaultProof[] {
  return faults.filter(({ byOwnReason }) => !byOwnReason);
}

/** What every reactor on a network has. All areas are proved by a command of their own: they take twice as long. */
const areas = [
  "profile", "execution", "lifecycle", "timer", "connection", "transport", "flow", "listen", "connect", "error",
];

describe("the proof of the kit", () => {
  it("catches every faulty reactor for its own reason, and passes every lawful oddity", async function () {
    this.timeout(600_000);
    const proof = await prove(...areas);
    assert.ok(proof.faults.length > 350);
    const escaped = new Set(escapedFrom(proof).map(({ requirement }) => requirement));
    // A thread that goes on when it should not is seen only if it gets a processor: what escapes is tried again alone.
    const again = escaped.size === 0 ? proof : await prove(...escaped);
    assert.deepEqual(escapedFrom(again).map(({ id, says }) => `${id}: ${says}`), []);
    assert.deepEqual(proof.oddities.flatMap(({ failures }) => failures), []);
    assert.deepEqual([proof.control, again.holes], [[], []]);
    assert.deepEqual(proof.holes.filter(({ requirement }) => !escaped.has(requirement)), []);
    assert.ok(proof.oddities.length >= 18);
    assert.equal(again.exitCode, 0);
  });
});
