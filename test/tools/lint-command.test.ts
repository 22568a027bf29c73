import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lintCodes } from "../../tools/spec/lint-codes.js";
import { packageRoot } from "../../tools/spec/spec.js";

const command = fileURLToPath(new URL("dist/tools/spec/lint-command.js", packageRoot));
const fixture = fileURLToPath(new URL("test/fixtures/standard", packageRoot));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the command lint:spec", () => {
  it("prints what is wrong in another directory, a line each, and ends with 1", () => {
    const { status, stdout, stderr } = run("--directory", fixture);
    assert.deepEqual(stdout.split("\n"), [
      "README.md:3 dead-link spec/01-clocks.md#clock.advances leads nowhere",
      "README.md:4 dead-link #that leads nowhere",
      "README.md:7 unknown-id there is no requirement clock.montonic",
      "README.md:8 link-text nodejs/node#1 (https://github.com/nodejs/node/issues/10): not what it names",
      'spec/01-clocks.md:7 lower-case-keyword "must": say it otherwise',
      "spec/01-clocks.md:10 dead-link #order leads nowhere",
      "",
    ]);
    assert.deepEqual([status, stderr], [1, ""]);
  });

  it("prints annotations for a workflow of GitHub", () => {
    const { status, stdout } = run("--directory", fixture, "--format", "github");
    assert.equal(stdout.split("\n")[4],
      '::error file=spec/01-clocks.md,line=7,title=lower-case-keyword::"must": say it otherwise');
    assert.equal(status, 1);
  });

  it("lists the codes, with what they find", () => {
    const { status, stdout } = run("--list");
    assert.deepEqual(stdout.trimEnd().split("\n").map((line) => line.split(/ {2,}/)), Object.entries(lintCodes));
    assert.equal(status, 0);
  });

  it("says how it is called", () => {
    const { status, stdout } = run("--help");
    assert.match(stdout, /^usage: npm run lint:spec -- .*--directory DIR/);
    assert.equal(status, 0);
  });

  it("ends with 2 when it is called wrongly, and says so", () => {
    for (const args of [["--nonesuch"], ["--format", "xml"], ["spec"], ["--directory"]]) {
      const { status, stdout, stderr } = run(...args);
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
      assert.match(stderr, /^usage: npm run lint:spec/);
    }
    const empty = mkdtempSync(join(tmpdir(), "no-standard-"));
    const { status, stderr } = run("--directory", empty);
    rmSync(empty, { recursive: true });
    assert.deepEqual([status, stderr], [2, `lint:spec: ${empty} has no chapters spec/NN-name.md\n`]);
  });
});
