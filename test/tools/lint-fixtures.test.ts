import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { requirementsOf } from "../../tools/spec/generated.js";
import { lintCodes, type LintCode } from "../../tools/spec/lint-codes.js";
import { formatProblem, lintSpec } from "../../tools/spec/lint.js";
import type { Lock } from "../../tools/spec/lock.js";
import type { Problem } from "../../tools/spec/model.js";
import { parseChapter } from "../../tools/spec/parse.js";
import { packageRoot, type Spec } from "../../tools/spec/spec.js";
import { rule, specOf } from "./chapters.js";

// Each `NAME.md` of the directory breaks the lint of that name, and no other: alone, or with the chapters `NAME.*.md`,
// and with the lock and the ids of a published version that `NAME.json` gives. `found.txt` has what is found.

const directory = new URL("test/fixtures/lints/", packageRoot);
const files = readdirSync(directory).sort();
const read = (file: string): string => readFileSync(new URL(file, directory), "utf8");

interface Beside {
  readonly lock?: Lock;
  readonly published?: readonly string[];
}

function fixture(name: string): Spec {
  const sources = files.filter((file) => file.startsWith(`${name}.`) && file.endsWith(".md"));
  const chapters = sources.map((file) => parseChapter(file, read(file)));
  const beside = existsSync(new URL(`${name}.json`, directory)) ? JSON.parse(read(`${name}.json`)) as Beside : {};
  const published = (beside.published ?? []).map((id) => ({
    version: "0.1.0-draft.1", date: "2026-11-22", requirements: requirementsOf(specOf([rule(id, "It MUST.")])),
  }));
  const { lock } = specOf(sources.map(read), beside.lock);
  return { ...specOf([]), chapters, lock, published };
}

const codes = Object.keys(lintCodes) as readonly LintCode[];

describe("the lints, each by a chapter that breaks it", () => {
  const found = new Map<LintCode, readonly Problem[]>();
  before(() => codes.forEach((code) => found.set(code, lintSpec(fixture(code)))));

  it("have a chapter each", () => {
    const named = files.filter((file) => /^[a-z-]+\.md$/.test(file)).map((file) => file.slice(0, -".md".length));
    assert.deepEqual(named.sort(), [...codes].sort());
  });

  for (const code of codes) {
    it(`${code} is found there, and nothing else is`, () => {
      assert.deepEqual([...new Set(found.get(code)?.map((problem) => problem.code))], [code]);
    });
  }

  it("say where, and what", () => {
    const lines = [...codes].sort().flatMap((code) => found.get(code)?.map(formatProblem) ?? []);
    assert.deepEqual(lines, read("found.txt").trimEnd().split("\n"));
  });
});
