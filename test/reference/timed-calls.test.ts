import assert from "node:assert/strict";
import fc from "fast-check";
import { Callbacks } from "../../reference/core/callbacks.js";
import { TimedCalls } from "../../reference/core/timed-calls.js";
import type { TimedCall } from "../../spec/reactor.js";
import { FakeHost } from "./fake-host.js";

interface Subject {
  readonly host: FakeHost;
  readonly calls: TimedCalls;
}

function makeSubject(): Subject {
  const host = new FakeHost();
  const calls = new TimedCalls(host, new Callbacks(host));
  host.begin(() => calls.wake());
  calls.begin();
  return { host, calls };
}

describe("timed calls", () => {
  it("are called in order of deadline, then of scheduling, whatever was re-armed or cancelled", () => {
    const action = fc.record({
      kind: fc.constantFrom("schedule", "schedule", "cancel", "reset", "delay"),
      which: fc.nat(30),
      delay: fc.nat(8),
    });
    fc.assert(fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const { host, calls } = makeSubject();
      const handles: TimedCall[] = [];
      const model: { id: number; deadline: number; order: number; live: boolean }[] = [];
      const called: number[] = [];
      actions.forEach(({ kind, which, delay }, order) => {
        const id = which % Math.max(1, handles.length);
        const handle = handles[id];
        const entry = model[id];
        if (kind === "schedule" || handle === undefined || entry === undefined) {
          const own = handles.length;
          handles.push(calls.callLater(delay, () => called.push(own)));
          model.push({ id: own, deadline: host.time + delay, order, live: true });
        } else if (kind === "cancel") {
          assert.equal(handle.cancel(), entry.live);
          entry.live = false;
        } else {
          const deadline = kind === "reset" ? host.time + delay : entry.deadline + delay;
          assert.equal(kind === "reset" ? handle.reset(delay) : handle.delay(delay), entry.live);
          if (entry.live) Object.assign(entry, { deadline, order });
        }
      });
      host.advanceTo(1000);
      const expected = model.filter((entry) => entry.live)
        .sort((a, b) => a.deadline - b.deadline || a.order - b.order).map((entry) => entry.id);
      assert.deepEqual(called, expected);
    }));
  });

  it("are never called before their deadline", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 50, noNaN: true })), (delays) => {
      const { host, calls } = makeSubject();
      for (const delay of delays) {
        const call: TimedCall = calls.callLater(delay, () => assert.ok(host.time >= call.deadline));
      }
      host.advanceTo(200);
      assert.equal(host.wakeUp, null);
    }));
  });

  it("that are due can be cancelled and moved by another of the same batch", () => {
    const { host, calls } = makeSubject();
    const called: string[] = [];
    calls.callLater(1, () => {
      called.push("first");
      cancelled.cancel();
      moved.reset(5);
    });
    const cancelled = calls.callLater(2, () => called.push("cancelled"));
    const moved = calls.callLater(3, () => called.push("moved"));
    calls.callLater(4, () => called.push("last"));
    host.time += 10;
    host.advanceTo(host.time);
    assert.deepEqual(called, ["first", "last"]);
    host.advanceTo(host.time + 5);
    assert.deepEqual(called, ["first", "last", "moved"]);
  });

  it("that schedule themselves with no delay leave the batch they are in", () => {
    const { host, calls } = makeSubject();
    let count = 0;
    const again = (): void => {
      count += 1;
      calls.callLater(0, again);
    };
    again();
    host.begin(() => {});
    calls.wake();
    host.runTasks();
    assert.equal(count, 2);
    assert.equal(host.wakeUp, host.time);
  });

  it("refuse what is no duration or no function, and change nothing", () => {
    const { host, calls } = makeSubject();
    const call = calls.callLater(5, () => {});
    for (const bad of [NaN, -1, -Number.MIN_VALUE, Infinity, -Infinity]) {
      assert.throws(() => calls.callLater(bad, () => {}), RangeError);
      assert.throws(() => call.reset(bad), RangeError);
      assert.throws(() => call.delay(bad), RangeError);
    }
    for (const bad of ["1", null, undefined, 1n, {}]) {
      assert.throws(() => calls.callLater(bad as number, () => {}), TypeError);
      assert.throws(() => call.reset(bad as number), TypeError);
      assert.throws(() => call.delay(bad as number), TypeError);
    }
    assert.throws(() => calls.callLater(1, null as unknown as () => void), TypeError);
    assert.equal(call.deadline, 105);
    assert.equal(host.wakeUp, 105);
  });

  it("are inactive from the first instruction of their call, and cannot be revived", () => {
    const { host, calls } = makeSubject();
    const call: TimedCall = calls.callLater(1, () => {
      assert.equal(call.active, false);
      assert.equal(call.cancel(), false);
      assert.equal(call.reset(1), false);
      assert.equal(call.delay(1), false);
    });
    assert.equal(call.active, true);
    host.advanceTo(101);
    assert.equal(call.active, false);
    assert.equal(host.wakeUp, null);
    assert.deepEqual(host.diagnosed, []);
  });

  it("are all called when there are more than one batch takes", () => {
    const { host, calls } = makeSubject();
    let called = 0;
    for (let count = 0; count < 10_000; count += 1) calls.callLater(1, () => void (called += 1));
    host.advanceTo(101);
    assert.equal(called, 10_000);
  });

  it("are dropped when the run is over", () => {
    const { host, calls } = makeSubject();
    const call = calls.callLater(1, () => assert.fail("called"));
    calls.suspend();
    calls.clear();
    host.advanceTo(200);
    assert.equal(call.active, false);
    calls.begin();
    assert.equal(host.wakeUp, null);
  });
});
