import assert from "node:assert/strict";
import { createReactor, simulate, type PeerEvents, type Simulation } from "../../reference/simulated/index.js";
import type { Address, Protocol, Reactor, TcpAddress } from "../../spec/reactor.js";

const ANY: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 0 };

/** Runs `start` on a new simulated reactor until nothing is left to happen; what it noted, with times. */
async function play(
  seed: number, start: (reactor: Reactor, world: Simulation, note: (what: string) => void) => Promise<void>,
): Promise<readonly string[]> {
  const reactor = createReactor({ seed });
  const world = simulate(reactor);
  const log: string[] = [];
  const note = (what: string): void => void log.push(`${reactor.now().toFixed(4)} ${what}`);
  reactor.setErrorHook((error) => note(String(error)));
  world.whenIdle(() => reactor.stop());
  const run = reactor.run();
  await start(reactor, world, note);
  await run;
  return log;
}

function notingPeer(note: (what: string) => void): PeerEvents {
  return {
    connected: () => note("peer connected"),
    data: (bytes) => note(`peer data ${bytes.length}`),
    end: (how) => note(`peer end ${how}`),
    refused: (code) => note(`peer refused ${code}`),
  };
}

function echo(note: (what: string) => void): Protocol {
  let send: (data: Uint8Array) => void = () => {};
  return {
    connectionMade(transport) {
      note("made");
      send = (data) => transport.write(data);
    },
    dataReceived(data) {
      note(`data ${data.length}`);
      send(data);
    },
    connectionLost: (reason) => note(`lost ${reason.kind}`),
  };
}

function tcp(address: Address): TcpAddress {
  assert.ok(address.kind === "tcp");
  return address;
}

async function echoes(reactor: Reactor, world: Simulation, note: (what: string) => void): Promise<void> {
  const listener = await reactor.listen(ANY, () => echo(note));
  for (const size of [1, 1000, 200_000]) {
    const peer = world.network.connect(listener.address, notingPeer(note));
    peer.send(new Uint8Array(size));
    peer.end();
  }
}

describe("the simulated reactor", () => {
  it("does the same for the same seed, and something else for another", async () => {
    const first = await play(7, echoes);
    assert.deepEqual(await play(7, echoes), first);
    assert.notDeepEqual(await play(8, echoes), first);
    assert.equal(first.filter((line) => line.endsWith("peer end clean")).length, 3);
    const echoed = first.filter((line) => line.includes("peer data")).map((line) => Number(line.split(" ")[3]));
    assert.equal(echoed.reduce((sum, size) => sum + size), 201_001);
  });

  it("passes months in no time, and is not idle while a shutdown hook waits", async () => {
    const reactor = createReactor();
    let idle = 0;
    simulate(reactor).whenIdle(() => {
      idle += 1;
      reactor.stop();
    });
    const start = reactor.now();
    reactor.callLater(1e10, () => {});
    reactor.addHook("shutdown", async () => {
      for (let turn = 0; turn < 100; turn += 1) await null;
      await new Promise<void>((resolve) => void reactor.callLater(10, resolve));
      assert.equal(idle, 1);
    });
    await reactor.run();
    assert.ok(reactor.now() - start >= 1e10 + 10);
  });

  it("goes on from idleness when something is submitted from outside", async () => {
    const reactor = createReactor();
    const idle = (): Promise<void> => new Promise((resolve) => simulate(reactor).whenIdle(resolve));
    const run = reactor.run();
    await idle();
    let called = false;
    reactor.callLater(5, () => void (called = true));
    await idle();
    assert.ok(called);
    reactor.stop();
    await run;
  });

  it("lets time elapse within a callback", async () => {
    const log = await play(1, async (reactor, world, note) => {
      reactor.callLater(1, () => {
        world.elapse(20);
        reactor.callLater(10, () => note("after"));
      });
    });
    assert.equal(log.length, 1);
    assert.ok(Number.parseFloat(log[0] ?? "") >= 1031);
    assert.throws(() => simulate(createReactor()).elapse(-1), RangeError);
  });

  it("delivers data before the reset behind it, and never calls that an end", async () => {
    const log = await play(3, async (reactor, world, note) => {
      const listener = await reactor.listen(ANY, () => ({ ...echo(note), eofReceived: () => note("eof") }));
      const peer = world.network.connect(listener.address, {
        ...notingPeer(note),
        connected() {
          peer.send(new Uint8Array(5000));
          peer.reset();
        },
      });
    });
    const notified = log.map((line) => line.slice(line.indexOf(" ") + 1));
    assert.equal(notified.includes("eof"), false);
    assert.ok(notified.some((line) => line.startsWith("data")));
    assert.equal(notified.at(-1), "lost lost");
  });

  it("stalls a sender when nobody reads, and flushes when somebody does", async () => {
    const size = 1024 * 1024;
    let received = 0;
    await play(5, async (reactor, world, note) => {
      const listener = await reactor.listen(ANY, () => ({
        connectionMade(transport) {
          transport.write(new Uint8Array(size));
          assert.equal(transport.pendingBytes, size - 128 * 1024);
          transport.loseConnection();
        },
        dataReceived: () => note("data"),
        connectionLost: (reason) => note(`lost ${reason.kind}`),
      }));
      const peer = world.network.connect(listener.address, {
        ...notingPeer(note),
        data: (bytes) => void (received += bytes.length),
      });
      peer.pause();
      peer.send(new Uint8Array(size));
      reactor.callLater(100, () => {
        assert.equal(received, 0);
        peer.resume();
      });
    }).then((log) => {
      assert.equal(received, size);
      assert.deepEqual(log.map((line) => line.slice(line.indexOf(" ") + 1)), [
        "peer connected", "lost done", "peer end clean",
      ]);
    });
  });

  it("refuses as the platform does", async () => {
    await play(1, async (reactor, world) => {
      const closed = await world.network.closedAddress();
      await assert.rejects(reactor.connect({ kind: "tcp", ...closed }, () => assert.fail()), {
        code: "ECONNREFUSED", errno: 111, category: "refused", syscall: "connect",
      });
      await assert.rejects(reactor.listen({ ...ANY, host: "192.0.2.1" }, () => null), { code: "EADDRNOTAVAIL" });
      const everywhere = await reactor.listen({ ...ANY, host: "0.0.0.0" }, () => null);
      await assert.rejects(reactor.listen({ ...tcp(everywhere.address), host: "127.0.0.1" }, () => null), {
        code: "EADDRINUSE", category: "address-in-use",
      });
      await everywhere.close();
      await reactor.listen({ ...tcp(everywhere.address), host: "127.0.0.1" }, () => null);
      const stalled = await world.network.stalledAddress();
      await assert.rejects(reactor.connect({ kind: "tcp", ...stalled }, () => assert.fail(), { timeout: 50 }), {
        category: "timed-out", code: null, errno: null,
      });
    });
  });

  it("answers with a reset what a peer that closed has not read", async () => {
    const log = await play(2, async (reactor, world, note) => {
      const listener = await reactor.listen(ANY, () => ({ ...echo(note), eofReceived: () => note("eof") }));
      const peer = world.network.connect(listener.address, notingPeer(note));
      peer.send(new Uint8Array(10));
      peer.close();
    });
    assert.deepEqual(log.map((line) => line.slice(line.indexOf(" ") + 1)).at(-1), "lost lost");
  });

  it("keeps IPv6 addresses, and takes them in any form", async () => {
    await play(1, async (reactor, _world, note) => {
      const listener = await reactor.listen({ kind: "tcp", host: "0:0:0:0:0:0:0:1", port: 0 }, () => echo(note));
      assert.equal(tcp(listener.address).host, "::1");
      const transport = await reactor.connect(listener.address, () => ({}));
      assert.equal(tcp(transport.local).host, "::1");
      transport.loseConnection();
    });
  });

  it("shares its world with a reactor beside it", async () => {
    const one = createReactor({ seed: 9 });
    const other = createReactor({ beside: one });
    const runs = [one.run(), other.run()];
    const received: string[] = [];
    const listener = await one.listen(ANY, () => ({ dataReceived: (data) => void received.push(String(data)) }));
    const transport = await other.connect(listener.address, () => ({}));
    transport.write(new Uint8Array([1, 2]));
    transport.loseConnection();
    await new Promise<void>((resolve) => simulate(other).whenIdle(resolve));
    assert.equal(received.join(), "1,2");
    assert.equal(one.now(), other.now());
    one.stop();
    other.stop();
    await Promise.all(runs);
  });

  it("knows its own reactors only", () => {
    assert.throws(() => simulate({} as Reactor), TypeError);
    assert.throws(() => createReactor({ beside: {} as Reactor }), TypeError);
  });

  it("cuts all its peers when they are disposed of", async () => {
    const log = await play(1, async (reactor, world, note) => {
      const listening = await world.network.listen("127.0.0.1", () => notingPeer(note));
      await reactor.connect({ kind: "tcp", ...listening.address }, () => echo(note));
      await world.network.dispose();
      await assert.rejects(reactor.connect({ kind: "tcp", ...listening.address }, () => null), { category: "refused" });
    });
    assert.ok(log.some((line) => line.endsWith("lost lost")));
  });
});
