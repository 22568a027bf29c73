import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { lintSpec } from "../../tools/spec/lint.js";
import { parseChapter } from "../../tools/spec/parse.js";
import { allTexts, packageRoot, readSpec } from "../../tools/spec/spec.js";
import { main, runProgram } from "../conformance/command-line.js";
import { pattern, stepsOf } from "../conformance/readme-blocks.js";
import { rule, specOf } from "../tools/chapters.js";
import { runnerOf, type Runner } from "./fence-runners.js";
import { commandFault, commandsOf, runsQuickly } from "./shell-commands.js";

const root = fileURLToPath(packageRoot);
const fences = allTexts(readSpec()).flatMap((text) => text.fences);
const runBy = (runner: Runner): typeof fences => fences.filter((fence) => runnerOf(fence) === runner);
/** A document's path from the root. */
const pathOf = (file: string): string => posix.join("spec", file);
const python = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).status === 0;

describe("the fences of the documents", function () {
  this.timeout(60_000);
  let folder = "";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fences-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules", "reactor-standard"));
    writeFileSync(join(folder, "package.json"), '{ "name": "mine", "private": true, "type": "module" }\n');
    writeFileSync(join(folder, "app.mjs"), 'setTimeout(() => console.log("done"), 5);\n');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are run, or checked as what they are, or say why not", () => {
    const left = fences.filter((fence) => runnerOf(fence) === "nothing");
    assert.deepEqual(left.map(({ file, line, language }) => `${pathOf(file)}:${line} ${language}: nothing runs it; `
      + 'if nothing can, write ignore reason="..." behind the language'), []);
  });

  for (const { file, line, content } of runBy("shell")) {
    for (const command of commandsOf(content)) {
      it(`${pathOf(file)}:${line} \`${command}\` is a command, with options that it has`, async () => {
        if (!runsQuickly(command)) return assert.equal(await commandFault(command, root), null);
        const [, , ...args] = command.split(/\s+/);
        const { code, stdout, stderr } = await runProgram(main, args, { cwd: folder });
        assert.deepEqual([code, stderr], [0, ""], `${command}\n${stdout}`);
        assert.notEqual(stdout, "");
      });
    }
  }

  for (const { file, line, content } of runBy("echo server")) {
    it(`${pathOf(file)}:${line} serves an echo, and says how the connection ended`, async () => {
      writeFileSync(join(folder, "echo.mjs"), content);
      const server = spawn(process.execPath, ["echo.mjs"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
      try {
        const printed = createInterface(server.stdout)[Symbol.asyncIterator]();
        const client = connect(Number((await printed.next()).value), "127.0.0.1");
        client.end("to and fro");
        const [echo] = await once(client, "data") as [Buffer];
        assert.equal(echo.toString(), "to and fro");
        assert.equal((await printed.next()).value, "done");
      } finally {
        server.kill("SIGKILL");
      }
    });
  }

  for (const { file, line, content } of runBy("failure")) {
    it(`${pathOf(file)}:${line} is what the command prints of asyncio`, async function () {
      if (!python) return this.skip();
      const agent = join(root, "conformance", "agents", "python", "asyncio_agent.py");
      const { stdout } = await runProgram(main, ["test", "--exec", `python3 ${agent}`, "transport.abort.reset"]);
      // Which events stand around the peer's end, and so in the excerpt, is decided between two processes.
      const [beforeTrace = "", ...excerpt] = content.split("\n  ...\n");
      assert.match(stdout, pattern(`...\n${beforeTrace}\n...\n${excerpt.at(-1) ?? ""}\n...`));
      for (const event of ["return abortConnection", "enter connectionLost", "peer peer saw end how=clean"]) {
        assert.ok(content.includes(event) && stdout.includes(event), event);
      }
    });
  }

  for (const { file, line, content } of runBy("chapter")) {
    it(`${pathOf(file)}:${line} is a chapter that keeps the lints`, () => {
      const chapter = parseChapter("01-timed-calls.md", content);
      const other = rule("timer.not-early", "It MUST NOT be early.");
      const others = parseChapter("02-more.md", `# More {#more}\n\n${other}`);
      const { lock } = specOf([content, others.source]);
      const problems = lintSpec({ ...specOf([]), chapters: [chapter, others], lock });
      assert.deepEqual(problems.filter(({ code }) => code !== "split-area"), []);
    });
  }

  for (const { file, line, content } of runBy("the post")) {
    it(`${pathOf(file)}:${line} leaves 112 where recv blocks, whichever comes first`, function () {
      if (!python) return this.skip();
      for (const [one, other] of [[10, 100], [100, 10]]) {
        const call = (byte: number | undefined): string =>
          `foo(type("", (), {"recv": lambda self, n: bytes([${byte}])})())`;
        const program = `${content}\n${call(one)}\nprint(${call(other)})`;
        const { stdout } = spawnSync("python3", ["-c", program], { encoding: "utf8" });
        assert.equal(stdout, "112\n");
      }
    });
  }

  for (const { file, line, content } of runBy("the race")) {
    it(`${pathOf(file)}:${line} shows what the seed plays`, async () => {
      const [, played = ""] = content.split(/^reactor-standard (?=run )/m);
      const [args = "", ...shown] = played.split("\n");
      const { stdout } = await runProgram(main, args.split(" "), { cwd: root });
      const lines = shown.slice(0, shown.indexOf("and a second time the same, to the byte"));
      assert.equal(stdout, `${lines.join("\n")}\n`);
      assert.deepEqual(stepsOf(content).map(({ command }) => command), ["npm run race"]);
    });
  }
});
