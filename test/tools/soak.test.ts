import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execFileAsync = promisify(execFile);
const soak = fileURLToPath(new URL("../../tools/soak.js", import.meta.url));
const cwd = fileURLToPath(new URL("../../../test/fixtures/subjects/", import.meta.url));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Promise<Outcome> {
  return execFileAsync(process.execPath, [soak, ...args], { cwd })
    .then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }), (error: unknown) => error as Outcome);
}

describe("the soak", () => {
  it("runs again and again beside busy processes, and counts what failed", async () => {
    const { code, stdout } = await run("--runs", "2", "--busy", "1", "--in-process", "conforming.mjs", "timer.once");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^run 1 of 2: exit code 0, 0 amiss, [\d.]+ s\nrun 2 of 2: exit code 0, 0 amiss, [\d.]+ s\n/);
    assert.match(stdout, /\n0 of 2 runs failed, beside 1 busy processes\n$/);
  });

  it("tells what was amiss, and how often", async () => {
    const { code, stdout } = await run("--runs", "1", "--in-process", "calls-twice.mjs", "timer.once");
    assert.equal(code, 1);
    assert.match(stdout, /\n {2}fail timer\.once: expected that the call is called once; /);
    assert.match(stdout, /\ntimer\.once: amiss in 1 of 1 runs\n1 of 1 runs failed, beside 0 busy processes\n$/);
  });

  it("refuses what is no number", async () => {
    const { code, stderr } = await run("--runs", "many", "conforming.mjs");
    assert.deepEqual([code, stderr], [2, "soak: --runs needs a whole number of at least 1: many\n"]);
  });
});
