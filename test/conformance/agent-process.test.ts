import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AgentProcess } from "../../conformance/driver/agent-process.js";

const KIT = fileURLToPath(new URL("hostile/waiting-kit.js", import.meta.url));
const started = { cwd: process.cwd(), env: process.env, channel: false };

/** Whether a process is there, and not merely waits for its parent to take note of its end. */
function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^ [ZX]/.test(stat.slice(stat.lastIndexOf(")") + 1));
  } catch {
    return false;
  }
}

describe("the process of an agent", () => {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    it(`does not outlive a kit that ends by ${signal}, though it is busy`, async () => {
      const kit = spawn(process.execPath, [KIT], { stdio: ["ignore", "pipe", "inherit"] });
      const agent = Number(await new Promise((resolve) => kit.stdout.once("data", resolve)));
      assert.ok(isAlive(agent));
      const ended = new Promise((resolve) => kit.once("exit", (_code, by) => resolve(by)));
      kit.kill(signal);
      assert.equal(await ended, signal);
      while (isAlive(agent)) await new Promise((resolve) => setImmediate(resolve));
    });
  }

  it("leaves no descriptor behind, whoever else holds its pipes", async () => {
    const open = (): number => readdirSync("/proc/self/fd").length;
    const run = async (): Promise<string> => {
      const shell = new AgentProcess(["/bin/sh", "-c", "sleep 98765 & echo begun; exit 3"], started);
      let output = "";
      shell.output.setEncoding("utf8").on("data", (text: string) => (output += text));
      const { code, how } = await shell.exited;
      return `${output.trim()} ${code} ${how}`;
    };
    assert.equal(await run(), "begun 3 it exited with code 3");
    const before = open();
    await run();
    assert.equal(open(), before);
  });
});
