import assert from "node:assert/strict";
import { connect, createServer, type Socket } from "node:net";
import { createReactor } from "../../reference/node/index.js";
import type {
  Address, CloseReason, Listener, Protocol, Reactor, TcpAddress, TcpTransport, Transport,
} from "../../spec/reactor.js";

const ANY: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 0 };

/** Runs `body` beside a running reactor, and stops that. */
async function running(body: (reactor: Reactor, reported: readonly unknown[]) => Promise<void>): Promise<void> {
  const reactor = createReactor();
  const reported: unknown[] = [];
  reactor.setErrorHook((error) => void reported.push(error));
  const run = reactor.run();
  try {
    await body(reactor, reported);
  } finally {
    reactor.stop();
    await run;
  }
}

/** Listens for one connection; what it was notified of, and how it ended. */
async function server(reactor: Reactor, protocol: (notified: string[]) => Protocol): Promise<{
  readonly listener: Listener;
  readonly notified: string[];
  readonly lost: Promise<CloseReason>;
}> {
  const notified: string[] = [];
  let settle: (reason: CloseReason) => void = () => {};
  const lost = new Promise<CloseReason>((resolve) => void (settle = resolve));
  const listener = await reactor.listen(ANY, () => {
    const inner = protocol(notified);
    return {
      ...inner,
      dataReceived(data) {
        notified.push("data");
        inner.dataReceived?.(data);
      },
      connectionLost: settle,
    };
  });
  return { listener, notified, lost };
}

const pieces = { allowHalfOpen: true, highWaterMark: 1 };

function tcp(address: Address): TcpAddress {
  assert.ok(address.kind === "tcp");
  return address;
}

/** A client that reads so that the platform's resets come as errors. */
function client(listener: Listener): Socket {
  const { host, port } = tcp(listener.address);
  const socket = connect({ ...pieces, host, port });
  socket.on("error", () => {});
  return socket;
}

function event(socket: Socket, name: string): Promise<void> {
  return new Promise((resolve) => void socket.once(name, () => resolve()));
}

describe("the Node reactor", () => {
  it("echoes, and ends in order", () => running(async (reactor) => {
    const { listener, lost } = await server(reactor, () => {
      let out: Transport | null = null;
      return {
        connectionMade: (transport) => void (out = transport),
        dataReceived: (data) => {
          assert.equal(Object.getPrototypeOf(data), Uint8Array.prototype);
          out?.write(data);
        },
      };
    });
    const received: number[] = [];
    let clientLost: (reason: CloseReason) => void = () => {};
    const ended = new Promise<CloseReason>((resolve) => void (clientLost = resolve));
    const transport = await reactor.connect(listener.address, (remote) => {
      assert.deepEqual(remote, listener.address);
      return { dataReceived: (data) => void received.push(...data), connectionLost: clientLost };
    });
    transport.write(new Uint8Array([1, 2]));
    transport.write(new Uint8Array([3]));
    assert.equal(transport.pendingBytes, 3);
    transport.endWriting();
    assert.deepEqual([await lost, await ended], [{ kind: "done" }, { kind: "done" }]);
    assert.deepEqual(received, [1, 2, 3]);
    assert.equal(transport.pendingBytes, 0);
    (transport as TcpTransport).setNoDelay(false);
    (transport as TcpTransport).setKeepAlive(true, 1000);
  }));

  for (const half of ["open", "ended"] as const) {
    it(`tells a reset right behind data from an end, its own sending ${half}`, () => running(async (reactor) => {
      const { listener, notified, lost } = await server(reactor, (log) => ({
        connectionMade(transport) {
          if (half === "ended") transport.endWriting();
          else transport.write(new Uint8Array(1));
        },
        eofReceived: () => void log.push("eof"),
      }));
      const peer = client(listener);
      peer.once(half === "ended" ? "end" : "data", () => peer.write("data", () => peer.resetAndDestroy()));
      peer.resume();
      const reason = await lost;
      assert.equal(reason.kind, "lost");
      assert.ok(reason.kind === "lost" && reason.error.category === "reset" && reason.error.code === "ECONNRESET");
      assert.deepEqual(notified.filter((name) => name === "eof"), []);
    }));
  }

  it("delivers all that was written, though the peer goes on sending", () => running(async (reactor) => {
    const size = 5 * 1024 * 1024;
    const { listener, notified, lost } = await server(reactor, () => ({
      connectionMade(transport) {
        transport.write(new Uint8Array(size));
        transport.loseConnection();
      },
    }));
    const peer = client(listener);
    let received = 0;
    const send = (): void => void (peer.writable && peer.write(new Uint8Array(100_000), send));
    send();
    peer.once("connect", () => reactor.callLater(5, () => peer.on("data", (data: Uint8Array) => {
      received += data.length;
    })));
    await event(peer, "end");
    assert.equal(received, size);
    assert.deepEqual(await lost, { kind: "done" });
    assert.deepEqual(notified, []);
    peer.destroy();
  }));

  it("resets for an abort, also while a close waits for a peer that stalls", () => running(async (reactor) => {
    const { listener, lost } = await server(reactor, () => ({
      connectionMade(transport) {
        transport.write(new Uint8Array(20 * 1024 * 1024));
        transport.loseConnection();
        reactor.callLater(5, () => transport.abortConnection());
      },
    }));
    const peer = client(listener);
    assert.deepEqual(await lost, { kind: "aborted" });
    peer.on("readable", () => setImmediate(() => peer.read()));
    await event(peer, "error");
    assert.ok(peer.errored !== null && (peer.errored as NodeJS.ErrnoException).code === "ECONNRESET");
  }));

  it("resets a connection whose callback throws, and reports it once", () => running(async (reactor, reported) => {
    const error = new Error("from dataReceived");
    const { listener, lost } = await server(reactor, () => ({
      dataReceived() {
        throw error;
      },
    }));
    const peer = client(listener);
    peer.write("data");
    peer.on("readable", () => peer.read());
    await event(peer, "error");
    assert.deepEqual(await lost, { kind: "failed", error });
    assert.deepEqual(reported, [error]);
  }));

  it("fails as the platform says", () => running(async (reactor) => {
    const { listener } = await server(reactor, () => ({}));
    await assert.rejects(reactor.listen(listener.address, () => null), {
      category: "address-in-use", code: "EADDRINUSE", address: listener.address,
    });
    await assert.rejects(reactor.listen({ ...ANY, host: "192.0.2.1" }, () => null), {
      category: "address-not-available", code: "EADDRNOTAVAIL",
    });
    await Promise.all([listener.close(), listener.close()]);
    await assert.rejects(reactor.connect(listener.address, () => assert.fail()), (error: NodeJS.ErrnoException) => {
      assert.ok((error.errno ?? 0) > 0);
      assert.match(error.message, /connect ECONNREFUSED 127\.0\.0\.1/);
      return true;
    });
    await assert.rejects(reactor.listen({ kind: "nonesuch" } as unknown as Address, () => null), {
      category: "unsupported",
    });
    const again = await reactor.listen(listener.address, () => null);
    assert.deepEqual(again.address, listener.address);
  }));

  it("gives an attempt up when its signal is aborted, and makes no protocol", () => running(async (reactor) => {
    const { listener } = await server(reactor, () => assert.fail());
    const reason = new Error("enough");
    const attempted = reactor.connect(listener.address, () => assert.fail(), { signal: AbortSignal.abort(reason) });
    await assert.rejects(attempted, {
      category: "cancelled", code: null, errno: null, cause: reason,
    });
    const controller = new AbortController();
    const attempt = reactor.connect(listener.address, () => assert.fail(), { signal: controller.signal });
    controller.abort(reason);
    await assert.rejects(attempt, { category: "cancelled", cause: reason });
  }));

  it("goes on listening when clients vanish, are declined, or their factory throws", () =>
    running(async (reactor, reported) => {
      const outcomes: (() => Protocol | null)[] = [
        () => null,
        () => {
          throw new Error("from the factory");
        },
      ];
      let made: (transport: Transport) => void = () => {};
      const connected = new Promise<Transport>((resolve) => void (made = resolve));
      const listener = await reactor.listen(ANY, () => (outcomes.shift() ?? (() => ({ connectionMade: made })))());
      const declined = client(listener).resume();
      await event(declined, "end");
      declined.destroy();
      const failed = client(listener);
      failed.on("readable", () => failed.read());
      await event(failed, "error");
      const vanished = client(listener);
      vanished.once("connect", () => vanished.resetAndDestroy());
      await event(vanished, "close");
      client(listener);
      (await connected).abortConnection();
      assert.deepEqual(reported.map(String), ["Error: from the factory"]);
    }));

  it("aborts what is open when it stops, and works in a second run", async () => {
    const reactor = createReactor();
    const early = reactor.listen(ANY, () => ({}));
    for (const round of [1, 2]) {
      const reasons: string[] = [];
      const run = reactor.run();
      await assert.rejects(reactor.run(), /is running/);
      const listener = round === 1 ? await early : await reactor.listen(ANY, () => ({}));
      await reactor.connect(listener.address, () => ({ connectionLost: ({ kind }) => void reasons.push(kind) }));
      const call = reactor.callLater(0, () => reactor.stop());
      const pending = reactor.callLater(60_000, () => assert.fail());
      await run;
      assert.deepEqual(reasons, ["aborted"]);
      assert.deepEqual([call.active, pending.active, reactor.running], [false, false, false]);
      const free = createServer().listen(tcp(listener.address).port, "127.0.0.1");
      await new Promise((resolve) => void free.once("listening", resolve));
      await new Promise((resolve) => void free.close(resolve));
    }
  });

  it("drains microtasks between callbacks, and keeps long delays", () => running(async (reactor) => {
    const order: string[] = [];
    const long = [2 ** 31, 2 ** 32 + 5, 1e12].map((delay) => reactor.callLater(delay, () => assert.fail()));
    reactor.callLater(0, () => {
      order.push("first");
      queueMicrotask(() => order.push("microtask"));
    });
    await new Promise<void>((resolve) => void reactor.callLater(0, () => {
      order.push("second");
      resolve();
    }));
    assert.deepEqual(order, ["first", "microtask", "second"]);
    assert.ok(long.every((call) => call.active));
  }));
});
