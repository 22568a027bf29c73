import assert from "node:assert/strict";
import fc from "fast-check";
import { copyOf, jsonOf, ownLists, present, valuesOf } from "../../conformance/agents/js/captured.js";
import { describeError } from "../../conformance/agents/js/describe.js";

/** What throws whatever is asked of it. */
const hostile = new Proxy({}, {
  get() {
    throw new Error("not readable");
  },
  getPrototypeOf() {
    throw new Error("no prototype");
  },
  ownKeys() {
    throw new Error("no fields");
  },
});

describe("what an agent for JavaScript keeps for itself", () => {
  it("writes JSON as the language does", () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      assert.equal(jsonOf(value), JSON.stringify(value));
    }));
  });

  it("writes whatever a subject has made of a value, and calls none of its methods", () => {
    const round: { self?: unknown } = {};
    round.self = round;
    assert.equal(jsonOf({ toJSON: () => "forged", a: undefined, b: Number.NaN, c: 5n, d: Symbol("d") }),
      '{"b":null,"c":"5"}');
    assert.equal(jsonOf([hostile, undefined, () => 1]), "[null,null,null]");
    assert.ok(JSON.parse(jsonOf(round) ?? "") !== null);
  });

  it("gives lists their own methods, and changes nothing else of them", () => {
    const value = ownLists({ list: [1, [2]] });
    assert.ok(Object.hasOwn(value.list, "map") && Object.hasOwn(value.list, Symbol.iterator));
    assert.deepEqual([JSON.stringify(value), Object.keys(value.list)], ['{"list":[1,[2]]}', ["0", "1"]]);
    assert.deepEqual(structuredClone(value), { list: [1, [2]] });
  });

  it("reads lists and sets of the subject's", () => {
    assert.deepEqual([...valuesOf(new Set(["a", "b"]))], ["a", "b"]);
    assert.deepEqual(copyOf(new Set([1, 2])), [1, 2]);
    assert.deepEqual(copyOf([1, 2]), [1, 2]);
    assert.deepEqual(present({ a: undefined, b: null, c: 0 }), { b: null, c: 0 });
  });

  it("describes errors that nobody can read", () => {
    assert.deepEqual(describeError(hostile), {
      type: "unreadable", classes: ["unreadable"], message: "unreadable", isError: false, category: "unreadable",
      code: "unreadable", errno: "unreadable", syscall: "unreadable", address: null,
    });
    const error = Object.assign(new TypeError("no"), { code: { at: 1 }, errors: [new Error("one")] });
    const { type, code, errors } = describeError(error);
    assert.deepEqual([type, code, errors?.map(({ message }) => message)], ["TypeError", "object", ["one"]]);
  });
});
