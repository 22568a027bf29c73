import assert from "node:assert/strict";
import net from "node:net";
import { Layer, obstruct } from "../../../conformance/agents/js/shims/layer.js";
import { Snapshot } from "../../../conformance/agents/js/shims/snapshot.js";

/** What is found after a property of sockets was changed, which is then put back. */
function found(change: () => void): readonly string[] {
  const before = new Snapshot();
  const { prototype } = net.Socket;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, "connect") ?? assert.fail();
  change();
  try {
    return before.differences().map(({ where, what, group }) => `${where} ${what} ${group}`);
  } finally {
    Object.defineProperty(prototype, "connect", descriptor);
  }
}

describe("a snapshot of a realm", () => {
  const { prototype } = net.Socket;

  it("finds nothing where nothing was changed", () => {
    assert.deepEqual(found(() => undefined), []);
  });

  it("finds another value, other attributes, and a getter that it does not call", () => {
    const place = "net.Socket.prototype.connect";
    const { connect } = prototype;
    assert.deepEqual(found(() => {
      prototype.connect = function () {
        return this;
      };
    }), [`${place} value streams`]);
    assert.deepEqual(found(() => Object.defineProperty(prototype, "connect", { value: connect, enumerable: false })),
      [`${place} attributes streams`]);
    assert.deepEqual(found(() => Object.defineProperty(prototype, "connect", { get: () => assert.fail("called") })),
      [`${place} value streams`]);
  });

  it("finds what was added", () => {
    const added = "added-by-a-test";
    assert.deepEqual(found(() => void Reflect.set(net, added, 1)), ["net.added-by-a-test added streams"]);
    Reflect.deleteProperty(net, added);
  });
});

describe("another library's patches", () => {
  const owner = { called: (number: number) => number + 1 };
  const place = { owner, key: "called", where: "owner.called" };

  it("do what they have found, and are put back only where they still are", () => {
    const { called } = owner;
    const layer = new Layer([place]);
    assert.notEqual(owner.called, called);
    assert.equal(owner.called(1), 2);
    assert.deepEqual([layer.places, layer.left], [1, 1]);
    layer.remove();
    assert.equal(owner.called, called);
    const other = new Layer([place]);
    owner.called = (number) => number;
    assert.equal(other.left, 0);
    other.remove();
    assert.equal(owner.called(1), 1);
  });

  it("cannot be laid where a place is closed", () => {
    const closed = { called: () => 1 };
    const there = { owner: closed, key: "called", where: "closed.called" };
    assert.equal(obstruct(there), true);
    assert.equal(obstruct(there), false);
    assert.equal(new Layer([there]).places, 0);
    assert.throws(() => Object.defineProperty(closed, "called", { value: () => 2 }), TypeError);
  });
});
