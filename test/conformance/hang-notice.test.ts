import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { main, subjects } from "./command-line.js";

/** The first that the command line tells of a subject that it hosts in its own process. */
async function toldOf(subject: string): Promise<unknown> {
  const args = [main, "test", "--in-process", subject, "timer.once", "--timeout-scale", "0.05"];
  const child = spawn(process.execPath, args, { cwd: subjects, stdio: ["ignore", "ignore", "pipe"] });
  try {
    return await new Promise((resolve) => child.stderr.setEncoding("utf8").once("data", resolve));
  } finally {
    child.kill("SIGKILL");
  }
}

const told = (where: string): string => "reactor-standard: nothing in this process has had a turn for 0.5 s: the "
  + `subject does not return, ${where}; without --in-process it would cost that alone\n`;

describe("a subject that holds up the kit's own process, in which it was asked to host it", () => {
  it("is told of, with the scenario that is played", async () => {
    assert.equal(await toldOf("hangs.mjs"), told("in the scenario timer.once"));
  });

  it("is told of while it is loaded", async () => {
    assert.equal(await toldOf("hangs-on-load.mjs"), told("while it is loaded"));
  });
});
