import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main, runHere, runIn } from "./command-line.js";

describe("the command run", () => {
  const folder = mkdtempSync(join(tmpdir(), "run-command-"));
  after(() => rmSync(folder, { recursive: true }));

  /** A program, by the name of its file. */
  function program(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return name;
  }

  it("refuses a command line that makes no sense, before anything runs", async () => {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ["PROGRAM is missing: the file of a program for Node", []],
      ["no-such.mjs: there is no such file", ["no-such.mjs"]],
      ["--seed needs --simulated: only there chances are drawn from it", ["--seed", "3", "x.mjs"]],
      ["--latency needs --simulated", ["--latency", "3", "x.mjs"]],
      ["--resets needs a share from 0 to 1: 2", ["--simulated", "--resets", "2", "x.mjs"]],
      ["--latency needs a time in ms: soon", ["--simulated", "--latency", "soon", "x.mjs"]],
      ["unknown option --simulate; did you mean --simulated?", ["--simulate", "x.mjs"]],
    ];
    for (const [says, args] of cases) {
      const { code, stdout, stderr } = await runHere("run", ...args);
      assert.deepEqual([code, stdout, stderr], [2, "", `reactor-standard: ${says}\n`]);
    }
  });

  it("passes arguments, standard input and the exit code on, of an ES module and of CommonJS", async () => {
    const text = (read: string): string => `${read}
      let input = "";
      process.stdin.setEncoding("utf8").on("data", (text) => (input += text)).on("end", () => {
        console.log(JSON.stringify([process.argv.slice(2), input, globalThis.setTimeout === timers.setTimeout]));
        setTimeout(() => process.exit(7), 20);
      });`;
    const modules = [
      ["--simulated", program("module.mjs", text('import * as timers from "node:timers";'))],
      [program("script.cjs", text('const timers = require("timers"); require.main === module || process.exit(9);'))],
    ];
    for (const words of modules) {
      const { code, stdout, stderr } = await runIn(folder, ["run", ...words, "--seed", "x"], "told");
      assert.deepEqual([code, stdout], [7, `${JSON.stringify([["--seed", "x"], "told", true])}\n`], stderr);
    }
  });

  it("says with which seed a simulated program failed, and otherwise only if it is asked", async () => {
    const fails = program("fails.mjs", "process.exitCode = Number(process.argv[2]);");
    const said = async (...args: readonly string[]): Promise<string> => (await runIn(folder, ["run", ...args])).stderr;
    assert.equal(await said("--simulated", "--seed", "7", "--verbose", fails, "0"), "reactor-standard: seed 7\n");
    assert.equal(await said("--simulated", "--seed", "7", "--resets", "0.1", fails, "3"),
      "reactor-standard: it ended with exit code 3, with seed 7: "
      + "npx reactor-standard run --simulated --seed 7 --resets 0.1 fails.mjs 3\n");
  });

  it("ends a program that waits for what can never happen as Node does", async () => {
    const waits = program("waits.mjs", "setTimeout(() => {}, 1e6).unref(); await new Promise(() => {});");
    const { code, stdout } = await runIn(folder, ["run", "--simulated", waits]);
    assert.deepEqual([code, stdout], [13, ""]);
  });

  it("passes signals on, and ends by the one that ended the program", async () => {
    const stays = program("stays.mjs", 'process.stdin.resume(); console.log("ready");');
    const child = spawn(process.execPath, [main, "run", stays], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    child.stdout.once("data", () => child.kill("SIGTERM"));
    const signal = await new Promise((resolve) => child.once("exit", (_code, by) => resolve(by)));
    assert.equal(signal, "SIGTERM");
  });
});
