import assert from "node:assert/strict";
import { runPlain, runShimmed } from "./programs.js";

describe("a cluster under the host shim", () => {
  const program = { file: "cluster.cjs" };
  const runs = {
    "as it is": () => runPlain(program),
    "on the reactor on Node": () => runShimmed(program),
    "in virtual time": () => runShimmed(program, "--simulated"),
  };
  for (const [name, run] of Object.entries(runs)) {
    it(`is the host's, with its workers and their ports: ${name}`, async () => {
      const { code, stdout } = await run();
      assert.deepEqual([code, stdout], [0, "the worker answers\n"]);
    });
  }
});
