import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { judge } from "../../conformance/driver/judge.js";
import { resolveSubject } from "../../conformance/driver/resolve-subject.js";
import type { RunResult } from "../../conformance/oracle/results.js";
import { requirements } from "../../spec/requirements.js";

const cwd = fileURLToPath(new URL("../../../reference/shims/", import.meta.url));

function judged(name: string, select: readonly string[]): Promise<RunResult> {
  return judge(resolveSubject({ kind: "path", path: name, inProcess: false }, { cwd, requirements }), {
    select, profiles: null, strict: true, timeoutScale: 5, bail: false, onProgress: () => undefined,
  });
}

describe("the host shim as a subject of the kit", function () {
  this.timeout(120_000);

  // Over the reactor on Node only what depends on what it is over; `npm run conformance` judges it by all.
  const ofReactor = ["shim.reactor", "shim.stream", "shim.timer", "shim.error"];
  for (const [name, select] of [["host.subject.json", []], ["host-node.subject.json", ofReactor]] as const) {
    it(`keeps every rule of the profile shim: ${name}`, async () => {
      const { requirements: results, exitCode } = await judged(name, select);
      const others = results.filter(({ verdict }) => verdict !== "pass");
      // It has no switch point that a rule could be about; over the simulated reactor no part that it leaves out.
      assert.deepEqual(others.filter(({ message }) => message !== "it speaks of shims that claim otherwise"), []);
      assert.ok(others.length <= 2);
      assert.equal(exitCode, 0);
    });
  }

  it("carries the reactor on Node, which is judged through it on the simulated network", async () => {
    const { requirements: results, exitCode } = await judged("node-on-simulated.subject.json", [
      "connection.reason", "transport.lose", "flow.read", "timer.order", "connect.refused",
    ]);
    assert.ok(results.length > 10);
    assert.deepEqual(results.filter(({ verdict }) => verdict !== "pass"), []);
    assert.equal(exitCode, 0);
  });
});
