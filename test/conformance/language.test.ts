import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesOf, digestOf } from "../../conformance/language/data.js";
import { matches } from "../../conformance/language/pattern.js";

describe("the data of scenarios", () => {
  it("makes Latin-1 of a text", () => {
    assert.deepEqual([...bytesOf({ text: "a\u00e9" })], [0x61, 0xe9]);
  });

  it("generates byte i as seed + i + floor(i / 251), modulo 256", () => {
    fc.assert(fc.property(fc.nat(2000), fc.nat(255), (length, seed) => {
      const bytes = bytesOf({ generate: length, seed });
      assert.equal(bytes.length, length);
      bytes.forEach((byte, i) => assert.equal(byte, (seed + i + Math.floor(i / 251)) % 256));
    }), { numRuns: 30 });
  });

  it("digests parts as the bytes of all, one after the other", () => {
    const whole = digestOf({ text: "hello world" });
    assert.deepEqual(digestOf({ text: "hello " }, { text: "world" }), whole);
    assert.equal(whole.sha256, "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
  });
});

describe("patterns", () => {
  const event = {
    ev: "enter", cb: "connectionLost", reason: { kind: "lost", error: { errno: 104, code: null } }, list: ["a", "b"],
  };
  const cases: readonly (readonly [object, boolean])[] = [
    [{}, true],
    [{ ev: "enter" }, true],
    [{ ev: "leave" }, false],
    [{ nothing: null }, false],
    [{ reason: { kind: "lost" } }, true],
    [{ reason: { error: { errno: { $gte: 104 } } } }, true],
    [{ reason: { error: { errno: { $lte: 103 } } } }, false],
    [{ reason: { error: { code: { $exists: false } } } }, true],
    [{ reason: { error: { errno: { $exists: true } } } }, true],
    [{ missing: { $exists: false } }, true],
    [{ ev: { $in: ["leave", "enter"] } }, true],
    [{ ev: { $not: "leave" } }, true],
    [{ cb: { $has: "Lost" } }, true],
    [{ list: { $with: "b" } }, true],
    [{ list: ["a"] }, false],
    [{ list: ["a", "b"] }, true],
    [{ reason: "lost" }, false],
  ];
  for (const [pattern, expected] of cases) {
    it(`${JSON.stringify(pattern)} ${expected ? "matches" : "does not match"}`, () => {
      assert.equal(matches(pattern as never, event), expected);
    });
  }

  it("refuses a matcher that it does not know", () => {
    assert.throws(() => matches({ ev: { $like: "x" } as never }, event), /unknown matcher \$like/);
  });
});
