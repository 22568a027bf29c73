import assert from "node:assert/strict";
import fc from "fast-check";
import { DiagnosticsTail, tellingLine } from "../../conformance/driver/diagnostics-tail.js";
import { LineReader } from "../../conformance/driver/line-reader.js";

const fail = (): never => assert.fail("no line is too long");

describe("a reader of lines", () => {
  it("finds the same lines, however the text is cut", () => {
    const piece = fc.string({ unit: fc.constantFrom("a", "ü", "\n"), maxLength: 8 });
    fc.assert(fc.property(fc.array(piece), (pieces) => {
      const lines: string[] = [];
      const reader = new LineReader((line) => lines.push(line), fail);
      for (const each of pieces) reader.push(each);
      const text = pieces.join("");
      assert.deepEqual(lines, text.split("\n").slice(0, -1));
      assert.equal(reader.isAmidLine, text !== "" && !text.endsWith("\n"));
    }));
  });

  it("drops a line that is too long, and goes on behind it", () => {
    const seen: unknown[] = [];
    const reader = new LineReader((line) => seen.push(line), () => seen.push(null));
    reader.push(`${"ü".repeat(1 << 19)}x\n`);
    reader.push("fine\n");
    assert.deepEqual(seen, [null, "fine"]);
  });
});

describe("the tail of diagnostics", () => {
  it("is the last of what was written, however much that is", () => {
    const tail = new DiagnosticsTail();
    for (let i = 0; i < 1000; i++) tail.add(new Uint8Array(10_000).fill(0x61));
    tail.add(new TextEncoder().encode("the end"));
    const text = tail.take();
    assert.deepEqual([text.length, text.endsWith("aaathe end"), tail.take()], [4000, true, ""]);
  });

  it("says best by the last words of the engine, and else by an error, why a process ended", () => {
    const text = "at x\nTypeError: no\n    at y\nFATAL ERROR: Reached heap limit\n1: 0x\n";
    assert.equal(tellingLine(text), " (FATAL ERROR: Reached heap limit)");
    assert.equal(tellingLine("boom\nTypeError [ERR]: no\n    at y"), " (TypeError [ERR]: no)");
    assert.equal(tellingLine("nothing to see"), "");
  });
});
