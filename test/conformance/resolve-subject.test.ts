import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nearest } from "../../conformance/driver/nearest.js";
import { resolveSubject } from "../../conformance/driver/resolve-subject.js";
import { shellWords } from "../../conformance/driver/shell-words.js";
import { UsageError } from "../../conformance/driver/usage-error.js";
import type { Subject } from "../../conformance/driver/subject.js";
import type { Requirement } from "../../spec/requirement.js";

const requirement: Requirement = {
  id: "timer.once", aliases: ["timer.at-most-once"], level: "must", profile: "core", text: "Once.", intent: "Order.",
  prior: null, chapter: "04-timed-calls.md", anchor: "timer.once", since: "0.1.0", test: { kind: "scenario" },
};

describe("resolveSubject", () => {
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), "subject-"));
    writeFileSync(join(cwd, "mine.mjs"), "");
    writeFileSync(join(cwd, "mine.ts"), "");
    mkdirSync(join(cwd, "folder.js"));
  });
  after(() => rmSync(cwd, { recursive: true }));

  const surroundings = (): Parameters<typeof resolveSubject>[1] => ({ cwd, requirements: [requirement] });
  const path = (name: string, inProcess = false): Subject =>
    resolveSubject({ kind: "path", path: name, inProcess }, surroundings());

  function manifest(content: unknown, inProcess = false): Subject {
    writeFileSync(join(cwd, "x.subject.json"), typeof content === "string" ? content : JSON.stringify(content));
    return path("x.subject.json", inProcess);
  }
  function expectations(content: unknown): Subject {
    writeFileSync(join(cwd, "expected.json"), JSON.stringify(content));
    return manifest({ name: "x", module: "mine.mjs", expectations: "expected.json" });
  }
  function refuses(says: string, act: () => unknown): void {
    assert.throws(act, (error) => {
      assert(error instanceof UsageError);
      assert.equal(error.message, says);
      return true;
    });
  }

  it("takes a module, relative to the working directory", () => {
    assert.deepEqual(path("mine.mjs", true), {
      name: "mine", version: null, language: null, profiles: null, expectations: [],
      source: { kind: "module", path: join(cwd, "mine.mjs"), inProcess: true },
    });
  });

  it("takes the command line of an agent", () => {
    const subject = resolveSubject({ kind: "exec", command: "python3 'my agent.py' --fast" }, surroundings());
    assert.equal(subject.name, "python3 'my agent.py' --fast");
    assert.deepEqual(subject.source, { kind: "command", command: ["python3", "my agent.py", "--fast"], cwd });
  });

  it("takes a manifest of a module", () => {
    const claims = { name: "Mine", version: "2", language: "javascript", profiles: ["core"] };
    assert.deepEqual(manifest({ ...claims, module: "mine.mjs" }), {
      ...claims, expectations: [],
      source: { kind: "module", path: join(cwd, "mine.mjs"), inProcess: false },
    });
  });

  it("takes a manifest of a command, and puts its directory in place of {dir}", () => {
    const subject = manifest({ name: "Mine", command: ["python3", "{dir}/agent.py"] });
    assert.deepEqual(subject.source, { kind: "command", command: ["python3", `${cwd}/agent.py`], cwd });
  });

  it("takes known deviations, under the present id of the requirement", () => {
    assert.deepEqual(expectations([{ requirement: "timer.at-most-once", reason: "It is so." }]).expectations,
      [{ requirement: "timer.once", reason: "It is so.", link: null }]);
  });

  it("refuses what is no subject", () => {
    refuses("nowhere.js: no such file", () => path("nowhere.js"));
    refuses("folder.js: not a file", () => path("folder.js"));
    refuses('mine.ts: a subject is a module (.js, .mjs, .cjs), a manifest (NAME.subject.json) or --exec "COMMAND"',
      () => path("mine.ts"));
    refuses("--exec needs a command", () => resolveSubject({ kind: "exec", command: "  " }, surroundings()));
    refuses("the command run 'it has a quote that is not closed",
      () => resolveSubject({ kind: "exec", command: "run 'it" }, surroundings()));
  });

  it("refuses a wrong manifest, naming the file and the field", () => {
    refuses("y.subject.json: no such file", () => path("y.subject.json"));
    assert.throws(() => manifest("{"), /^UsageError: x\.subject\.json: not JSON: [^\n]*$/);
    refuses("x.subject.json: an object is needed", () => manifest([]));
    refuses('x.subject.json: unknown field "modul"; did you mean module?', () => manifest({ modul: "mine.mjs" }));
    refuses('x.subject.json: the field "name" is missing', () => manifest({ module: "mine.mjs" }));
    refuses('x.subject.json: the field "name" must be a text that is not empty', () => manifest({ name: 5 }));
    const one = 'x.subject.json: one of the fields "module" and "command" is needed, and not both';
    refuses(one, () => manifest({ name: "x" }));
    refuses(one, () => manifest({ name: "x", module: "mine.mjs", command: ["x"] }));
    refuses('x.subject.json: the field "command" must be a list of texts, with at least one',
      () => manifest({ name: "x", command: "python3 agent.py" }));
    refuses('x.subject.json: the field "profiles": no profile tpc; did you mean tcp?',
      () => manifest({ name: "x", module: "mine.mjs", profiles: ["core", "tpc"] }));
    refuses(`x.subject.json: the field "module": ${join(cwd, "gone.mjs")}: no such file`,
      () => manifest({ name: "x", module: "gone.mjs" }));
    refuses("x.subject.json: --in-process needs a module, and this is a command",
      () => manifest({ name: "x", command: ["agent"] }, true));
  });

  it("refuses a wrong expectation file, naming the entry", () => {
    refuses("gone.json: no such file", () => manifest({ name: "x", module: "mine.mjs", expectations: "gone.json" }));
    refuses("expected.json: a list of expected deviations is needed", () => expectations({}));
    refuses('expected.json: entry 1: the field "reason" must be a text that is not empty',
      () => expectations([{ requirement: "timer.once", reason: " " }]));
    refuses('expected.json: entry 1: the field "reason" is missing',
      () => expectations([{ requirement: "timer.once" }]));
    refuses("expected.json: entry 1: no requirement timer.onc; did you mean timer.once?",
      () => expectations([{ requirement: "timer.onc", reason: "It is so." }]));
    refuses("expected.json: entry 2: timer.once is listed twice", () => expectations([
      { requirement: "timer.once", reason: "It is so." }, { requirement: "timer.at-most-once", reason: "Again." },
    ]));
    refuses('expected.json: entry 1: unknown field "why"',
      () => expectations([{ requirement: "timer.once", why: "" }]));
  });
});

describe("shellWords", () => {
  for (const [line, words] of [
    ["", []],
    ["  a  b\tc ", ["a", "b", "c"]],
    ["a 'b c' \"d e\"", ["a", "b c", "d e"]],
    ["a\\ b '\\' \"\\\"\\n\"", ["a b", "\\", "\"\\n"]],
    ["--name='x y'z ''", ["--name=x yz", ""]],
  ] as const) {
    it(`splits ${JSON.stringify(line)}`, () => assert.deepEqual(shellWords(line), words));
  }
});

describe("nearest", () => {
  const known = ["timer.once", "timer.active", "list", "test"];
  for (const [name, expected] of [
    ["timer.onec", "timer.once"], ["tset", "test"], ["lst", "list"], ["nothing.alike", null], ["x", null],
  ] as const) {
    it(`answers ${name} with ${expected}`, () => assert.equal(nearest(name, known), expected));
  }
});
