import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fencesOf, pattern, stepsOf, type Fence } from "./readme-blocks.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const readme = readFileSync(join(root, "conformance", "README.md"), "utf8");
/** What the agent of the first hour is written in. */
const python = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).status === 0;

describe("the first hour with the kit", function () {
  this.timeout(120_000);
  let folder: string;
  let env: NodeJS.ProcessEnv;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "first-hour-"));
    mkdirSync(join(folder, "node_modules"));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "package.json"), '{ "name": "mine", "private": true }\n');
    symlinkSync(root, join(folder, "node_modules", "reactor-standard"));
    // What npx does with an installed package, without the time that it takes; and one agent at a time, for the same.
    const npx = join(folder, "bin", "npx");
    const main = join(root, "dist", "conformance", "command", "main.js");
    const command = `shift\n[ "$1" = test ] && set -- "$@" --jobs 1\nexec '${process.execPath}' '${main}' "$@"`;
    writeFileSync(npx, `#!/bin/sh\n${command}\n`);
    chmodSync(npx, 0o755);
    env = { ...process.env, PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}` };
    // A test runner that runs another one is taken for its parent.
    for (const name of ["NODE_TEST_CONTEXT", "NODE_OPTIONS", "FORCE_COLOR"]) delete env[name];
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the commands of a block in one shell, and compares what each prints with what is shown. */
  function runs(text: string): void {
    const steps = stepsOf(text);
    const divider = "\n==== ";
    const script = steps.map(({ command }, i) => `printf '${"\\n==== "}${i}\\n'; (exit $s); ${command}\ns=$?`);
    const { stdout } = spawnSync("sh", ["-c", `exec 2>&1\ns=0\n${script.join("\n")}`], {
      cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"],
    });
    const printed = stdout.split(divider).slice(1).map((each) => each.slice(each.indexOf("\n") + 1));
    steps.forEach(({ command, shown }, i) => {
      assert.match(printed[i] ?? "", pattern(shown), `$ ${command}\n${printed[i]}\nis not as shown:\n${shown}`);
    });
  }

  const usesPython = (fence: Fence): boolean => /agent\.py|asyncio\./.test(`${fence.name} ${fence.text}`);

  for (const fence of fencesOf(readme)) {
    const title = `line ${fence.line}: ${fence.name ?? fence.text.split("\n")[0]}`;
    it(title, function () {
      if (usesPython(fence) && !python) return this.skip();
      if (fence.name !== null) return writeFileSync(join(folder, fence.name), fence.text);
      assert.equal(fence.language, "console", "a block is a file with a name, or a console");
      runs(fence.text);
    });
  }

  it("notices what is not as shown", () => {
    assert.doesNotMatch("timer  2 pass\n", pattern("timer  3 pass"));
    assert.doesNotMatch("a\nb\n", pattern("a"));
    assert.match("a\nb\nc 12.3\n", pattern("a\n...\nc 4.56"));
  });
});
