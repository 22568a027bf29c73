import assert from "node:assert/strict";
import { promisify } from "node:util";
import { PatchJournal } from "../../../reference/shims/host/patch-journal.js";

describe("the patch journal", () => {
  it("restores own and inherited properties, accessors and symbols to their exact descriptors", () => {
    const symbol = Symbol("s");
    const proto = { inherited: () => "inherited" };
    const target = Object.create(proto, {
      hidden: { value: () => 1, enumerable: false, writable: false, configurable: true },
      accessor: { get: () => 2, enumerable: true, configurable: true },
      [symbol]: { value: () => 3, enumerable: true, writable: true, configurable: true },
      fixed: { value: () => 4, enumerable: true, writable: true, configurable: false },
    }) as Record<PropertyKey, unknown>;
    const before = Object.getOwnPropertyDescriptors(target);
    const keys = Reflect.ownKeys(target);
    const journal = new PatchJournal();
    for (const key of ["hidden", "inherited", symbol, "fixed"]) {
      journal.method({ target, of: "target", key }, () => () => "patched");
    }
    journal.descriptor({ target, of: "target", key: "accessor" }, { get: () => "patched", configurable: true });
    journal.value({ target, of: "target", key: "added" }, 5);
    assert.equal((target["inherited"] as () => string)(), "patched");
    assert.deepEqual(journal.undo(), {
      restored: ["target.hidden", "target.inherited", "target[Symbol(s)]", "target.fixed", "target.accessor",
        "target.added"],
      foreign: [],
    });
    assert.deepEqual(Object.getOwnPropertyDescriptors(target), before);
    assert.deepEqual(Reflect.ownKeys(target), keys);
  });

  it("keeps the name, the length, the symbols and the prototype of a function", () => {
    class Base {}
    function original(_one: number, _two: number): void {}
    Object.defineProperty(original, promisify.custom, { value: () => "custom" });
    original.prototype = Base.prototype;
    const target = { original };
    new PatchJournal().method({ target, of: "target", key: "original" }, () => () => {});
    assert.notEqual(target.original, original);
    const { name, length, prototype } = target.original;
    assert.deepEqual([name, length, prototype], ["original", 2, Base.prototype]);
    const custom: unknown = Reflect.get(target.original, promisify.custom);
    assert.equal(custom, Reflect.get(original, promisify.custom));
  });

  it("leaves a later patch by somebody else alone, reports it, and is transparent below it", () => {
    const calls: string[] = [];
    const target = {
      act(from: string): void {
        calls.push(`original ${from}`);
      },
    };
    const journal = new PatchJournal();
    journal.method({ target, of: "target", key: "act" }, (original) => function ours(from: string) {
      calls.push("ours");
      original.call(this, from);
    });
    const ours = target.act;
    const foreign = (from: string): void => ours(`${from} by way of a foreign patch`);
    target.act = foreign;
    target.act("first");
    assert.deepEqual(journal.undo(), { restored: [], foreign: ["target.act"] });
    assert.equal(target.act, foreign);
    target.act("second");
    assert.deepEqual(calls, ["ours", "original first by way of a foreign patch",
      "original second by way of a foreign patch"]);
  });

  it("undoes two patches of one property in reverse", () => {
    const target = { act: () => "original" };
    const { act } = target;
    const journal = new PatchJournal();
    for (const mark of ["a", "b"]) {
      journal.method({ target, of: "target", key: "act" }, (original) => () => `${mark} ${String(original())}`);
    }
    assert.equal(target.act(), "b a original");
    journal.undo();
    assert.equal(target.act, act);
  });

  it("constructs what the original does, also for a subclass", () => {
    class Original {
      readonly made = true;
    }
    const target = { Original };
    const journal = new PatchJournal(() => true);
    journal.method({ target, of: "target", key: "Original" }, () => () => {});
    const made = new target.Original();
    assert.ok(made instanceof Original && made instanceof target.Original && made.made);
    class Sub extends target.Original {}
    assert.ok(new Sub() instanceof Sub);
  });

  it("refuses what cannot be replaced, and says what", () => {
    const target = Object.freeze({ act: () => {} });
    const journal = new PatchJournal();
    assert.throws(() => journal.method({ target, of: "target", key: "act" }, () => () => {}),
      { name: "TypeError", message: "target.act cannot be replaced" });
    assert.throws(() => journal.method({ target, of: "target", key: "none" }, () => () => {}),
      { name: "TypeError", message: "target.none is not a function" });
    assert.deepEqual(journal.undo(), { restored: [], foreign: [] });
  });
});
