import assert from "node:assert/strict";
import { once } from "node:events";
import { createReactor } from "../../reference/simulated/index.js";
import { override, overProtocols } from "../../conformance/faulty/override.js";
import { monitor, type Violation } from "../../conformance/monitor/monitor.js";
import { observed } from "../../conformance/monitor/observed.js";
import type { Address, Listener, Protocol, Reactor, Transport } from "../../spec/reactor.js";

const anywhere: Address = { kind: "tcp", host: "127.0.0.1", port: 0 };

/** Runs a program on a reactor that is watched, until it is done; returns what is said of the reactor. */
async function watched(
  reactor: Reactor, program: (reactor: Reactor) => PromiseLike<unknown>,
): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  const { reactor: own } = monitor(reactor, { onViolation: (violation) => violations.push(violation) });
  const run = own.run();
  await program(own);
  own.stop();
  await run;
  return violations;
}

/** Waits for the end of a connection, over which five bytes are sent and echoed. */
async function echo(reactor: Reactor): Promise<void> {
  const { address } = await reactor.listen(anywhere, () => {
    let transport: Transport | null = null;
    return {
      connectionMade(made) {
        transport = made;
      },
      dataReceived: (data) => transport?.write(data),
      connectionLost: () => undefined,
    };
  });
  await new Promise<void>((resolve) => {
    void reactor.connect(address, () => {
      let transport: Transport | null = null;
      return {
        connectionMade(made) {
          transport = made;
          made.write(new Uint8Array(5));
        },
        dataReceived: () => transport?.loseConnection(),
        connectionLost: () => resolve(),
      };
    });
  });
}

describe("the monitor", () => {
  it("says nothing of a reactor that keeps the standard", async () => {
    assert.deepEqual(await watched(createReactor(), async (reactor) => {
      await echo(reactor);
      await new Promise<void>((resolve) => void reactor.callLater(2, resolve));
      await assert.rejects(reactor.connect({ ...anywhere, port: 9 } as Address, () => null));
    }), []);
  });

  it("says what is broken, by the rule's id and sentence, and what led to it", async () => {
    const twice = (reactor: Reactor): Reactor => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(delay, () => {
        callback();
        callback();
      }),
    });
    const [violation, ...others] = await watched(twice(createReactor()), (reactor) =>
      new Promise<void>((resolve) => void reactor.callLater(3, resolve)));
    assert.deepEqual(others, []);
    assert.equal(violation?.requirement, "timer.once");
    assert.equal(violation.sentence, "A timed call MUST NOT be called more than once.");
    assert.match(violation.says, /^the timed call "call 1" was called twice$/);
    assert.match(violation.permalink, /^spec\/04-timed-calls\.md#/);
    assert.deepEqual(violation.events.map(({ ev }) => ev), ["run", "call", "return", "enter", "enter"]);
  });

  const faulty: readonly (readonly [string, (reactor: Reactor) => Reactor])[] = [
    ["connection.lost.once", (reactor) => overProtocols(reactor, (protocol) => override(protocol, {
      connectionLost(reason) {
        protocol.connectionLost?.(reason);
        protocol.connectionLost?.(reason);
      },
    }))],
    ["connection.data.non-empty", (reactor) => overProtocols(reactor, (protocol) => override(protocol, {
      dataReceived(data) {
        protocol.dataReceived?.(new Uint8Array(0));
        protocol.dataReceived?.(data);
      },
    }))],
    ["connect.after-made", (reactor) => override(reactor, {
      connect: (address, factory, options) => new Promise((resolve, reject) => {
        reactor.connect(address, (remote) => {
          const protocol = factory(remote);
          return protocol === null ? null : override(protocol, {
            connectionMade(transport) {
              resolve(transport);
              void Promise.resolve().then(() => Promise.resolve()).then(() => protocol.connectionMade?.(transport));
            },
          });
        }, options).catch(reject);
      }),
    })],
    ["error.category", (reactor) => override(reactor, {
      connect: () => Promise.reject(Object.assign(new Error("no luck"), { category: "unlucky" })),
    })],
    ["lifecycle.stop.nothing-after", (reactor) => {
      let kept: () => void = () => undefined;
      return override(reactor, {
        callLater(delay, callback) {
          kept = callback;
          return reactor.callLater(delay, callback);
        },
        run: () => reactor.run().then(() => void setImmediate(kept)),
      });
    }],
  ];
  for (const [id, make] of faulty) {
    it(`finds ${id} broken`, async () => {
      const violations = await watched(make(createReactor()), async (reactor) => {
        reactor.callLater(1000, () => undefined);
        if (id === "error.category") await reactor.connect(anywhere, () => null).catch(() => undefined);
        else await echo(reactor);
      });
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(violations[0]?.requirement, id);
    });
  }

  it("shows the last events alone, however many there were", async () => {
    const [violation] = await watched(override(createReactor(), {
      resolve: () => Promise.reject(Object.assign(new Error("no luck"), { category: "unlucky" })),
    }), async (reactor) => {
      for (let i = 0; i < 100; i++) await new Promise<void>((resolve) => void reactor.callLater(0, resolve));
      await assert.rejects(reactor.resolve("localhost"), /^Error: no luck$/);
    });
    const seqs = violation?.events.map(({ seq }) => seq) ?? [];
    assert.deepEqual(seqs, Array.from({ length: 32 }, (_, i) => (seqs[0] ?? 0) + i));
    assert.equal(violation?.requirement, "error.category");
  });

  it("warns once of each rule, by default, and counts", async () => {
    const nested = override(createReactor(), {});
    const faultyNow = override(nested, { callLater: (delay, callback) => {
      callback();
      return nested.callLater(delay, callback);
    } });
    const { reactor, violations } = monitor(faultyNow);
    const warned = once(process, "warning") as Promise<[Error & { readonly code?: string }]>;
    const run = reactor.run();
    reactor.callLater(0, () => undefined);
    reactor.callLater(0, () => reactor.stop());
    const [warning] = await warned;
    await run;
    assert.deepEqual([warning.name, warning.code], ["ReactorStandardWarning", "execution.call-later.returns-first"]);
    assert.equal(violations.get("execution.call-later.returns-first"), 2);
  });

  it("sees nothing any more once it is stopped, and the reactor goes on", async () => {
    const told: Violation[] = [];
    const faultyReactor = overProtocols(createReactor(), (protocol) => override(protocol, {
      dataReceived(data) {
        protocol.dataReceived?.(new Uint8Array(0));
        protocol.dataReceived?.(data);
      },
    }));
    const { reactor, stop } = monitor(faultyReactor, { onViolation: (violation) => told.push(violation) });
    stop();
    const run = reactor.run();
    await echo(reactor);
    reactor.stop();
    await run;
    assert.deepEqual(told, []);
  });

  it("can be put on a reactor that runs already", async () => {
    const inner = createReactor();
    const run = inner.run();
    const told: Violation[] = [];
    const { reactor } = monitor(inner, { onViolation: (violation) => told.push(violation) });
    await echo(reactor);
    inner.stop();
    await run;
    assert.deepEqual(told, []);
  });

  it("refuses what is no reactor", () => {
    assert.throws(() => monitor(null as unknown as Reactor), TypeError);
    assert.throws(() => monitor(createReactor(), { onViolation: 5 as never }), TypeError);
  });
});

describe("a reactor under the monitor", () => {
  /** What a fake reactor was called with. */
  function fake(): { readonly reactor: Reactor; readonly calls: unknown[][]; readonly inner: Reactor } {
    const calls: unknown[][] = [];
    const inner = {
      profiles: new Set(["core", "tcp"]), running: false, now: () => 5,
      listen: (...args: unknown[]) => Promise.resolve(calls.push(args)),
      connect: (...args: unknown[]) => Promise.resolve(calls.push(args)),
      callLater: (...args: unknown[]) => {
        calls.push(args);
        throw new RangeError("no such delay");
      },
    } as unknown as Reactor;
    return { inner, calls, reactor: monitor(inner, { onViolation: () => undefined }).reactor };
  }

  it("has what the reactor has, and lacks what it lacks", () => {
    const { inner, reactor } = fake();
    assert.equal(reactor.profiles, inner.profiles);
    assert.equal(reactor.openDatagram, undefined);
    assert.equal("openDatagram" in reactor, false);
    assert.equal(reactor.now(), 5);
    assert.equal(reactor.listen, reactor.listen);
    Object.assign(inner, { running: true });
    assert.equal(reactor.running, true);
    Object.assign(reactor, { more: 1 });
    assert.equal(Object(inner)["more"], 1);
  });

  it("is called as the reactor would be, whatever the arguments are", async () => {
    const { calls, reactor } = fake();
    const odd = reactor as unknown as Record<string, (...args: unknown[]) => unknown>;
    await odd["listen"]?.();
    await odd["listen"]?.(1, "no factory", null, "more");
    assert.throws(() => odd["callLater"]?.(Number.NaN, 7), /^RangeError: no such delay$/);
    assert.deepEqual(calls, [[], [1, "no factory", null, "more"], [Number.NaN, 7]]);
  });

  it("hands its protocols on with the methods that they have, and calls them on themselves", async () => {
    const { calls, reactor } = fake();
    const seen: unknown[] = [];
    const frozen = Object.freeze({
      connectionMade(this: unknown, ...args: readonly unknown[]) {
        seen.push(this, ...args);
        return "made";
      },
      connectionLost: () => undefined,
    });
    await reactor.listen(anywhere, ((...args: readonly unknown[]) => {
      seen.push(...args);
      return frozen;
    }) as never);
    const factory = calls[0]?.[1] as (...args: unknown[]) => Protocol & { readonly eofReceived?: unknown };
    const protocol = factory("remote", "more");
    assert.equal("eofReceived" in protocol, false);
    assert.equal(protocol.eofReceived, undefined);
    assert.deepEqual(Object.keys(protocol), ["connectionMade", "connectionLost"]);
    const transport = { write: () => "written", local: anywhere } as unknown as Transport;
    assert.equal(Reflect.apply(Object(protocol)["connectionMade"], protocol, [transport, "more"]), "made");
    const [remote, more, self, given, last] = seen as [unknown, unknown, unknown, Transport, unknown];
    assert.deepEqual([remote, more, self === frozen, last], ["remote", "more", true, "more"]);
    assert.equal(given.local, transport.local);
    assert.equal(given.write(new Uint8Array(0)) as unknown, "written");
  });

  it("gives one transport and one error to whoever asks", async () => {
    const failure = new Error("of the program");
    const { reactor } = monitor(createReactor());
    const run = reactor.run();
    const made: Transport[] = [];
    const listener: Listener = await reactor.listen(anywhere, () => ({}));
    const transport = await reactor.connect(listener.address, () => ({
      connectionMade: (given) => void made.push(given),
    }));
    assert.deepEqual(made.map((given) => given === transport), [true]);
    assert.equal(transport.local, transport.local);
    await assert.rejects(reactor.connect(listener.address, () => {
      throw failure;
    }), (error) => error === failure);
    reactor.stop();
    await run;
  });

  it("passes a resolver on, and gives it back", () => {
    const { reactor } = monitor(createReactor());
    const resolver = { resolve: () => Promise.resolve(["127.0.0.1"]) };
    const platform = reactor.setResolver(resolver);
    assert.equal(reactor.setResolver(null), resolver);
    assert.equal(reactor.setResolver(platform), platform);
  });
});

describe("an observed object", () => {
  it("shows what cannot be changed as it is", () => {
    const method = (): number => 1;
    const target = Object.defineProperty({}, "method", { value: method });
    assert.equal(Object(observed(target, {}))["method"], method);
  });

  it("has the class and the private state of its own", () => {
    class Counter {
      #count = 0;
      add(): number {
        return ++this.#count;
      }
    }
    for (const counter of [new Counter(), Object.freeze(new Counter())]) {
      const view = observed(counter, {});
      assert.ok(view instanceof Counter);
      assert.deepEqual([view.add(), counter.add(), view.constructor], [1, 2, Counter]);
    }
  });

  it("follows a method that is replaced", () => {
    const target = { method: (): number => 1 };
    const view = observed(target, { method: (method, self) => (...args) => [Reflect.apply(method, self, args)] });
    assert.deepEqual(view.method(), [1]);
    view.method = () => 2;
    assert.deepEqual(view.method(), [2]);
  });
});
