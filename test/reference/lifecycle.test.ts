import assert from "node:assert/strict";
import { createReactor as createNodeReactor } from "../../reference/node/index.js";
import { createReactor, simulate } from "../../reference/simulated/index.js";
import type { Address, HookPhase, Reactor } from "../../spec/reactor.js";

const ANY: Address = { kind: "tcp", host: "127.0.0.1", port: 0 };

for (const [name, create] of [["Node", createNodeReactor], ["simulated", createReactor]] as const) {
  describe(`a run of the ${name} reactor`, () => {
    let reactor: Reactor;
    let log: string[];
    const note = (what: string) => (): void => void log.push(what);

    beforeEach(() => {
      reactor = create();
      log = [];
      reactor.setErrorHook((error) => void log.push(String(error)));
    });

    it("calls startup hooks, then what was submitted before, then shutdown hooks, in order", async () => {
      reactor.callLater(0, () => {
        note("call")();
        reactor.stop();
        reactor.stop();
        note("stop returned")();
      });
      reactor.addHook("startup", note("first"));
      reactor.addHook("startup", note("second"));
      reactor.addHook("shutdown", note("third"));
      reactor.addHook("shutdown", () => {
        note("fourth")();
        assert.equal(reactor.running, true);
      });
      await reactor.run();
      assert.deepEqual(log, ["first", "second", "call", "stop returned", "third", "fourth"]);
      assert.equal(reactor.running, false);
    });

    it("begins nothing before it", async () => {
      const listening = reactor.listen(ANY, () => null).then(() => log.push("listening"));
      reactor.callLater(0, note("call"));
      reactor.stop();
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(log.length, 0);
      const run = reactor.run();
      await listening;
      reactor.stop();
      await run;
      assert.ok(log.includes("listening"));
    });

    it("reports hooks that fail, and goes on; awaits all that shutdown hooks promise", async () => {
      reactor.addHook("startup", () => {
        throw new Error("startup");
      });
      reactor.addHook("startup", () => Promise.reject(new Error("rejected startup")));
      reactor.addHook("startup", () => reactor.stop());
      reactor.addHook("shutdown", () => Promise.reject(new Error("shutdown")));
      reactor.addHook("shutdown", async () => {
        await new Promise<void>((resolve) => void reactor.callLater(5, resolve));
        note("awaited")();
      });
      await reactor.run();
      assert.deepEqual(log, ["Error: startup", "Error: rejected startup", "Error: shutdown", "awaited"]);
    });

    it("calls no hook that was removed, also by another of its phase", async () => {
      const removed = reactor.addHook("startup", note("never"));
      assert.equal(removed.remove(), true);
      assert.equal(removed.remove(), false);
      reactor.addHook("startup", () => assert.equal(next.remove(), true));
      const next = reactor.addHook("startup", note("never"));
      reactor.addHook("startup", () => {
        reactor.addHook("startup", note("in a later run"));
        reactor.stop();
      });
      await reactor.run();
      assert.deepEqual(log, []);
      assert.throws(() => reactor.addHook("middle" as HookPhase, () => {}), TypeError);
      assert.throws(() => reactor.addHook("startup", null as unknown as () => void), TypeError);
    });

    it("goes on when the error hook throws or is replaced", async () => {
      const fail = (message: string) => (): void => {
        throw new Error(message);
      };
      const hooks = [note("first hook"), note("second hook")];
      reactor.addHook("startup", () => reactor.setErrorHook(hooks[0] ?? null));
      reactor.callLater(0, fail("one"));
      reactor.callLater(1, () => reactor.setErrorHook(hooks[1] ?? null));
      reactor.callLater(2, fail("two"));
      reactor.callLater(3, () => reactor.stop());
      await reactor.run();
      assert.deepEqual(log, ["first hook", "second hook"]);
      assert.throws(() => reactor.setErrorHook(1 as unknown as null), TypeError);
    });

    it("rejects what is begun while it closes", async () => {
      const run = reactor.run();
      const listener = await reactor.listen(ANY, () => ({}));
      const late: Promise<unknown>[] = [];
      await reactor.connect(listener.address, () => ({
        connectionLost() {
          late.push(reactor.listen(ANY, () => null), reactor.connect(listener.address, () => null));
          for (const attempt of late) attempt.catch(() => {});
          reactor.callLater(0, note("never"));
        },
      }));
      reactor.stop();
      await run;
      const outcomes = await Promise.allSettled(late);
      assert.equal(outcomes.length, 2);
      for (const outcome of outcomes) {
        assert.ok(outcome.status === "rejected");
        assert.equal((outcome.reason as { category?: unknown }).category, "stopped");
      }
      await listener.close();
      assert.deepEqual(log, []);
    });

    it("refuses arguments that can never work by throwing, and changes nothing", () => {
      const listen = (address: unknown, options?: object) => () =>
        reactor.listen(address as Address, () => null, options);
      const connect = (address: unknown, options?: object) => () =>
        reactor.connect(address as Address, () => null, options);
      for (const attempt of [listen, connect]) {
        assert.throws(attempt(null), TypeError);
        assert.throws(attempt({}), TypeError);
        assert.throws(attempt({ ...ANY, host: 1 }), TypeError);
        assert.throws(attempt({ ...ANY, port: "1" }), TypeError);
        for (const port of [-1, 65536, 1.5, NaN]) assert.throws(attempt({ ...ANY, port }), RangeError);
      }
      assert.throws(connect(ANY), RangeError);
      assert.throws(listen(ANY, { backlog: "1" }), TypeError);
      for (const backlog of [0, -1, 1.5, NaN]) assert.throws(listen(ANY, { backlog }), RangeError);
      for (const timeout of [-1, NaN, Infinity]) assert.throws(connect({ ...ANY, port: 1 }, { timeout }), RangeError);
      assert.throws(connect({ ...ANY, port: 1 }, { timeout: "1" }), TypeError);
      assert.throws(connect({ ...ANY, port: 1 }, { signal: {} }), TypeError);
      assert.throws(() => reactor.listen(ANY, null as unknown as () => null), TypeError);
    });

    it("passes the failures of connectionMade and of factories to the promise and to the hook", async () => {
      const run = reactor.run();
      const listener = await reactor.listen(ANY, () => ({}));
      const error = new Error("made");
      const attempt = reactor.connect(listener.address, () => ({
        connectionMade() {
          throw error;
        },
        connectionLost: (reason) => void log.push(reason.kind),
      }));
      await assert.rejects(attempt, error);
      await assert.rejects(reactor.connect(listener.address, () => undefined as unknown as null), TypeError);
      await assert.rejects(reactor.connect(listener.address, () => null), { category: "declined", code: null });
      reactor.stop();
      await run;
      assert.deepEqual(log.slice(0, 2), ["Error: made", "failed"]);
      assert.equal(log.length, 3);
    });
  });
}

describe("a simulated world", () => {
  it("keeps attempts pending until the run stops", async () => {
    const reactor = createReactor();
    const world = simulate(reactor);
    world.whenIdle(() => reactor.stop());
    const run = reactor.run();
    const stalled = await world.network.stalledAddress();
    const attempt = reactor.connect({ kind: "tcp", ...stalled }, () => assert.fail());
    await assert.rejects(attempt, { category: "stopped", code: null, errno: null, syscall: "connect" });
    await run;
  });

  it("is not called idle when no run is in progress", async () => {
    const reactor = createReactor();
    let idle = 0;
    simulate(reactor).whenIdle(() => {
      idle += 1;
      reactor.stop();
    });
    await reactor.run();
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(idle, 1);
  });
});
