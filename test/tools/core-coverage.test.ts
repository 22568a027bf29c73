import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { problemsOf, unreachedIn } from "../../tools/core-coverage/unreached.js";
import { scriptsIn, unexecuted } from "../../tools/core-coverage/v8-coverage.js";

const map = JSON.stringify({ version: 3, sources: ["a.ts"], names: [], mappings: "AAAA;AACA;AACA" });
const text = "function f(a) {\n    if (a) return g(a);\n}\n";
const branch = { startOffset: text.indexOf("return"), endOffset: text.indexOf("\n}"), count: 0 };

/** What a process says that has called the function so often, and taken the branch so often. */
const told = (calls: number, taken: number) => ({
  result: [{
    url: "file:///a.js",
    functions: [
      { ranges: [{ startOffset: 0, endOffset: text.length, count: 1 }] },
      { ranges: [{ startOffset: 0, endOffset: text.length - 1, count: calls }, { ...branch, count: taken }] },
    ],
  }],
});

describe("the coverage of the core", () => {
  function spansOf(...processes: readonly object[]): ReturnType<typeof unexecuted> {
    const directory = mkdtempSync(join(tmpdir(), "reactor-coverage-"));
    try {
      for (const [index, each] of processes.entries()) {
        writeFileSync(join(directory, `${index}.json`), JSON.stringify(each));
      }
      return unexecuted(scriptsIn(directory, new Set(["file:///a.js"])).get("file:///a.js") ?? [], text.length);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  it("is that of all processes together", () => {
    assert.deepEqual(spansOf(told(1, 0), told(2, 0)), [{ start: branch.startOffset, end: branch.endOffset }]);
    assert.deepEqual(spansOf(told(1, 0), told(2, 1)), []);
    assert.deepEqual(spansOf(), [{ start: 0, end: text.length }]);
  });

  it("names what is not reached by its function and its text, and compares it with the list", () => {
    const found = unreachedIn({ file: "a.ts", text, map }, spansOf(told(1, 0)));
    const [only] = found;
    assert.deepEqual(found, [{ file: "a.ts", within: "f", text: "return g(a);", line: 2 }]);
    assert.ok(only);
    assert.deepEqual(problemsOf(found, [{ ...only, why: "because" }]), []);
    assert.deepEqual(problemsOf(found, [{ ...only, text: "return h(a);", why: "because" }]), [
      "no scenario reaches a.ts:2 f: return g(a);", "listed, and reached, or not there: a.ts f: return h(a);",
    ]);
  });
});
