import assert from "node:assert/strict";
import fc from "fast-check";
import { LineBuffer, TOO_LONG } from "../../../reference/protocols/line-buffer.js";
import { lineProtocol, type LineReceiver } from "../../../reference/protocols/line-protocol.js";
import { bytesOf, textOf } from "../../../reference/protocols/text.js";
import type { Protocol, Transport } from "../../../spec/reactor.js";

/** What a buffer makes of chunks: the lines, where one is too long, and the rest. */
function linesOf(chunks: readonly Uint8Array[], delimiter: string, longest: number): readonly string[] {
  const buffer = new LineBuffer(bytesOf(delimiter), longest);
  const lines: string[] = [];
  for (const chunk of chunks) {
    buffer.push(chunk);
    for (let line = buffer.next(); line !== null; line = buffer.next()) {
      lines.push(line === TOO_LONG ? "too long" : `line ${textOf(line)}`);
    }
  }
  return lines;
}

/** The bytes, cut at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length)).filter(({ length }) => length > 0);
}

/** Texts in which delimiters, and parts of them, are common. */
const texts = fc.string({ unit: fc.constantFrom("\r", "\n", "a", "b", "."), maxLength: 60 });
const delimiters = fc.constantFrom("\n", "\r\n", "\r\n.\r\n", "aa");

describe("a line buffer", () => {
  it("finds the same lines however the bytes are cut", () => {
    fc.assert(fc.property(texts, delimiters, fc.integer({ min: 1, max: 9 }), fc.array(fc.nat({ max: 60 })),
      (text, delimiter, longest, places) => {
        const bytes = bytesOf(text);
        const expected = text.split(delimiter).slice(0, -1)
          .map((line) => line.length > longest ? "too long" : `line ${line}`);
        const rest = text.split(delimiter).at(-1) ?? "";
        const lines = linesOf(cut(bytes, places), delimiter, longest);
        assert.deepEqual(lines.slice(0, expected.length), expected);
        // Of the line that has no end yet, no more is known than that it is too long.
        const more = lines.slice(expected.length);
        assert.ok(more.length === 0 || (more.length === 1 && more[0] === "too long" && rest.length > longest));
        assert.deepEqual(more, linesOf([bytes], delimiter, longest).slice(expected.length));
      }), { numRuns: 500 });
  });

  it("keeps no more of a line that is too long than could begin a delimiter", () => {
    const buffer = new LineBuffer(bytesOf("\r\n"), 10);
    buffer.push(bytesOf("x".repeat(1000)));
    assert.equal(buffer.next(), TOO_LONG);
    for (let i = 0; i < 1000; i++) {
      buffer.push(bytesOf("y".repeat(100)));
      assert.equal(buffer.next(), null);
    }
    buffer.push(bytesOf("\r"));
    assert.equal(buffer.next(), null);
    buffer.push(bytesOf("\nnext\r\nrest"));
    assert.equal(textOf(buffer.next() as Uint8Array), "next");
    assert.equal(buffer.next(), null);
    assert.equal(textOf(buffer.rest), "rest");
  });

  it("refuses a delimiter or a length that makes no lines", () => {
    assert.throws(() => new LineBuffer(new Uint8Array(), 1), RangeError);
    assert.throws(() => new LineBuffer("\n" as unknown as Uint8Array, 1), TypeError);
    for (const longest of [0, -1, 1.5, NaN, Infinity]) {
      assert.throws(() => new LineBuffer(bytesOf("\n"), longest), RangeError);
    }
    assert.throws(() => new LineBuffer(bytesOf("\n"), "1" as unknown as number), TypeError);
  });
});

describe("a line protocol", () => {
  const begun = (receiver: LineReceiver): { protocol: Protocol; aborted: () => boolean } => {
    let aborted = false;
    const protocol = lineProtocol(receiver, { delimiter: bytesOf("\n"), longest: 5 });
    const abortConnection = (): void => {
      aborted = true;
    };
    protocol.connectionMade?.({ abortConnection } as unknown as Transport);
    return { protocol, aborted: () => aborted };
  };

  it("tells no further line once its receiver is done", () => {
    const lines: string[] = [];
    const { protocol } = begun({
      lineReceived(line) {
        lines.push(textOf(line));
        return lines.length === 2 ? "done" : undefined;
      },
    });
    protocol.dataReceived?.(bytesOf("a\nb\nc\n"));
    protocol.dataReceived?.(bytesOf("d\n"));
    assert.deepEqual(lines, ["a", "b"]);
  });

  it("aborts at a line that is too long, unless its receiver knows better", () => {
    const lines: string[] = [];
    const receiver: LineReceiver = { lineReceived: (line) => void lines.push(textOf(line)) };
    const strict = begun(receiver);
    strict.protocol.dataReceived?.(bytesOf("good\ntoo long\nafter\n"));
    assert.equal(strict.aborted(), true);
    assert.deepEqual(lines, ["good"]);
    const lenient = begun({ ...receiver, lineTooLong: () => void lines.push("?") });
    lenient.protocol.dataReceived?.(bytesOf("too long\nafter\n"));
    assert.equal(lenient.aborted(), false);
    assert.deepEqual(lines, ["good", "?", "after"]);
  });
});
