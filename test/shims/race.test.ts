import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runProgram } from "../conformance/command-line.js";
import { runPlain } from "./programs.js";

const race = fileURLToPath(new URL("../../tools/race/main.js", import.meta.url));

describe("a service with a race in it", () => {
  it("seems well on Node, where it ends in either way", async () => {
    const { stdout, stderr } = await runPlain({ file: "race/last-ticket.mjs" });
    assert.equal(stderr, "");
    assert.match(stdout, /\d+\.\d{3} [123] of 1 sold\n$/);
  });

  it("is caught by some seeds of many, and one of them replays it to the byte", async () => {
    const { code, stdout, stderr } = await runProgram(race, ["--seeds", "60"]);
    assert.deepEqual([code, stderr], [1, ""], stdout);
    const failed = stdout.match(/^seed \d+: exit code 1$/gm) ?? [];
    assert.ok(failed.length > 0 && failed.length < 30, stdout);
    assert.match(stdout, / [23] of 1 sold\nand a second time the same, to the byte\n$/);
  });

  it("refuses numbers of seeds that are none", async () => {
    const { code, stdout, stderr } = await runProgram(race, ["--seeds", "none"]);
    assert.deepEqual([code, stdout, stderr], [2, "", "race: --seeds needs a whole number of at least 1: none\n"]);
  });
});
