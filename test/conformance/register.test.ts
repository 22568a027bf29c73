import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RequirementResult } from "../../conformance/oracle/results.js";
import { registerConformance, type ConformanceOptions } from "../../conformance/register.js";
import { outcomeOf } from "../../conformance/register/outcome.js";
import { contextOf } from "../../conformance/register/runner-context.js";
import type { Report } from "../../conformance/report/report.js";
import { createReactor } from "../../reference/node/index.js";
import { subjects } from "./command-line.js";
import { installed, root, runners, type Runner, type ShownCases } from "./runners.js";

describe("the suite registered in another runner", function () {
  this.timeout(120_000);
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "register-"));
    mkdirSync(join(directory, "node_modules"));
    symlinkSync(root, join(directory, "node_modules", "reactor-standard"), "junction");
    symlinkSync(installed("vitest"), join(directory, "node_modules", "vitest"), "junction");
    writeFileSync(join(directory, "package.json"), '{ "type": "module" }\n');
    // As a package that is installed is, and no link to one.
    writeFileSync(join(directory, "vitest.config.js"),
      "export default { test: { server: { deps: { external: [/\\/dist\\//] } } } };\n");
  });
  after(() => rmSync(directory, { recursive: true }));

  /** Runs a suite that registers the kit with these options. */
  function run(runner: Runner, name: string, options: string): Promise<ShownCases> {
    const file = join(directory, `${name}.test.js`);
    writeFileSync(file, `${runner.imports}
      import { registerConformance } from "reactor-standard/conformance/register";
      registerConformance({ describe, it, ${options} });\n`);
    // A runner that is started by another one is not to take itself for a part of that.
    const { NODE_TEST_CONTEXT: _context, NODE_V8_COVERAGE: _coverage, NODE_OPTIONS: _options, ...env } = process.env;
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [...runner.command(file)], { cwd: directory, env, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => {
          try {
            resolve(runner.read(stdout));
          } catch {
            reject(new Error(`${String(error)}: ${stdout}${stderr}`));
          }
        });
    });
  }

  const selected = JSON.stringify(["timer.once", "timer.called", "timer.clock.monotonic", "listen.port-zero"]);
  const manifest = JSON.stringify(join(subjects, "calls-twice.subject.json"));

  for (const [name, runner] of Object.entries(runners)) {
    it(`is shown by ${name} as what it came to`, async () => {
      const shown = await run(runner, name.replace(":", "-"), `subject: ${manifest}, select: ${selected}, jobs: 1`);
      const as = (title: string): string | undefined => shown.get(title)?.as;
      assert.equal(as("something was judged"), "passed");
      assert.equal(as("timer.clock.monotonic"), "passed");
      assert.equal(as("listen.port-zero"), "skipped");
      assert.equal(as("timer.once"), name === "node:test" ? "todo" : "skipped");
      const failed = shown.get("timer.called");
      assert.equal(failed?.as, "failed");
      assert.match(failed.says, /a pending timed call MUST be called once it is due\.\n *expected that every one/);
      assert.match(failed.says, /\n *again: npx reactor-standard test \S+calls-twice\.subject\.json timer\.called/);
      assert.doesNotMatch(failed.says, /\bat .*register\.js/);
      if (name === "vitest") return;
      assert.equal(shown.get("listen.port-zero")?.says, "the profile tcp is not claimed");
      assert.match(shown.get("timer.once")?.says ?? "", /^a known deviation: It calls every timed call twice\./);
    });
  }
});

describe("registering the suite", () => {
  const register = (options: Partial<ConformanceOptions>): readonly string[] => {
    const titles: string[] = [];
    const describe = (title: string, body: () => void): void => {
      titles.push(`${title}:`);
      body();
    };
    registerConformance({
      subject: join(subjects, "conforming.mjs"), describe, it: (title) => titles.push(title), ...options,
    });
    return titles;
  };

  it("has a case a requirement, by area", () => {
    assert.deepEqual(register({ select: ["timer.once", "execution.frames", "agent.hello"] }), [
      "the Reactor Standard: conforming:", "something was judged", "execution:", "execution.frames (should)",
      "timer:", "timer.once", "agent:", "agent.hello",
    ]);
    assert.ok(!register({}).includes("agent.hello"));
  });

  it("takes a subject by URL, by path, by command and as a function", () => {
    const url = pathToFileURL(join(subjects, "conforming.mjs"));
    for (const subject of [url, url.href, { exec: "python3 agent.py" }, () => assert.fail("it is not called yet")]) {
      assert.ok(register({ subject, select: ["timer.once"] }).includes("timer.once"));
    }
  });

  it("refuses at once what is not there", () => {
    const refuses = (message: string, options: Partial<ConformanceOptions>): void =>
      assert.throws(() => register(options), { name: "UsageError", message });
    refuses("no requirement or area tmer; did you mean timer?", { select: ["tmer"] });
    refuses("nowhere.mjs: no such file", { subject: "nowhere.mjs" });
    refuses("nowhere.json: no such file", { expect: "nowhere.json" });
  });
});

describe("the cases of the suite", () => {
  /** Runs each case with a context of the kind that mocha has; what it came to, by its title. */
  async function shown(options: Partial<ConformanceOptions>): Promise<Readonly<Record<string, string>>> {
    const cases = new Map<string, () => Promise<void>>();
    registerConformance({
      subject: () => assert.fail("another is given"), select: ["timer.once", "timer.active", "tcp.no-delay"],
      describe: (_, body) => body(), it: (title, body) => cases.set(title, body), ...options,
    });
    const outcomes: Record<string, string> = {};
    for (const [title, body] of cases) {
      const test = { title };
      let outcome = "passed";
      const skip = (): void => {
        outcome = `skipped ${test.title}`;
      };
      await body.call({ test, skip, timeout: () => undefined }).catch((error: unknown) => {
        outcome = `failed: ${String(Object(error)["message"])}`;
      });
      outcomes[title] = outcome;
    }
    return outcomes;
  }

  it("judge what a createReactor makes, in this process", async () => {
    const outcomes = await shown({ subject: () => createReactor(), profiles: ["core"] });
    assert.deepEqual(outcomes, {
      "something was judged": "passed", "timer.once": "passed", "timer.active": "passed",
      "tcp.no-delay (should)": "skipped tcp.no-delay (should) (the profile tcp is not claimed)",
    });
  });

  it("all fail with the cause if the subject cannot be judged", async () => {
    const outcomes = await shown({ subject: () => {
      throw new Error("no reactor today");
    } });
    for (const outcome of Object.values(outcomes)) {
      assert.equal(outcome, "failed: createReactor(): createReactor() failed: Error: no reactor today");
    }
  });

  it("fail where nothing was judged", async () => {
    const outcomes = await shown({ subject: () => createReactor(), profiles: ["shim"] });
    assert.equal(outcomes["something was judged"],
      "failed: nothing was judged: no scenario is of a profile that is claimed");
  });
});

describe("the outcome of a case", () => {
  function outcome(parts: Partial<RequirementResult>, strict = false, stale: readonly string[] = []): unknown {
    const result: RequirementResult = {
      id: "timer.once", level: "must", profile: "core", verdict: "pass", scenarios: [], message: "why", findings: [],
      ...parts,
    };
    const report = {
      requirements: [], rerun: () => "again",
      result: { scenarios: [], requirements: [result], stale, terms: { strict } },
    } as unknown as Report;
    return outcomeOf(report, result);
  }

  it("fails what makes a subject not conform, and nothing else", () => {
    const failed = { kind: "fail", says: "why\nagain: again" };
    assert.deepEqual(outcome({ message: null }), { kind: "pass" });
    assert.deepEqual(outcome({ verdict: "skip" }), { kind: "skip", says: "why" });
    assert.deepEqual(outcome({ verdict: "deviation" }), { kind: "todo", says: "a known deviation: why" });
    assert.deepEqual(outcome({ verdict: "fail" }), failed);
    assert.deepEqual(outcome({ verdict: "inconclusive" }), failed);
    assert.deepEqual(outcome({ verdict: "error", level: "may" }), failed);
    assert.deepEqual(outcome({ verdict: "fail", level: "should" }), { kind: "todo", says: "a SHOULD: why" });
    assert.deepEqual(outcome({ verdict: "fail", level: "should" }, true), failed);
    assert.deepEqual(outcome({ verdict: "fail", level: "may" }, true), { kind: "todo", says: "a MAY: why" });
  });

  it("fails a known deviation that did not occur", () => {
    const stale = ["timer.once passed, though it is listed as a known deviation"];
    assert.deepEqual(outcome({}, false, stale), { kind: "fail", says: stale[0] });
    assert.deepEqual(outcome({ id: "timer" }, false, stale), { kind: "pass" });
  });

  it("is not shown in a runner that cannot skip", () => {
    assert.throws(() => contextOf(undefined, []), /cannot show a case as skipped/);
    assert.throws(() => contextOf({}, [() => undefined]), /cannot show a case as skipped/);
  });
});
