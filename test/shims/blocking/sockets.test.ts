import assert from "node:assert/strict";
import { microthread } from "../../../reference/adapters/microthread.js";
import { wait } from "../../../reference/adapters/wait.js";
import { open } from "../../../reference/adapters/open.js";
import { asyncSocket, asyncSockets, AsyncSocket } from "../../../reference/shims/blocking/async-socket.js";
import {
  generatorSocket, generatorSockets, type Microthread,
} from "../../../reference/shims/blocking/generator-socket.js";
import type { ReactorError, TcpAddress, UnixAddress } from "../../../spec/reactor.js";
import { during, HOME, latin1, makers, textOf } from "../../reference/adapters/both.js";

/** What an error of the environment says. */
function failsAs(category: string, syscall: string): (error: unknown) => boolean {
  return (error) => {
    const failure = error as ReactorError;
    assert.deepEqual([failure.category, failure.syscall], [category, syscall], String(error));
    return true;
  };
}

/** All that a peer sends. */
async function received(socket: AsyncSocket, most = 65_536): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await socket.recv(most);
    if (chunk.length === 0) return Buffer.concat(chunks);
    chunks.push(chunk);
  }
}

for (const { name, make } of makers) {
  describe(`blocking-style sockets on the ${name} reactor`, () => {
    /** A connected pair, and the socket that listens. */
    async function pairOn(reactor: ReturnType<typeof make>): Promise<readonly AsyncSocket[]> {
      const server = asyncSocket(reactor);
      server.bind(HOME);
      await server.listen();
      const client = asyncSocket(reactor);
      const accepted = server.accept();
      await client.connect(server.local as TcpAddress);
      return [client, await accepted, server];
    }

    it("connect, send, receive and close, for async functions", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const [client, peer, server] = await pairOn(reactor) as [AsyncSocket, AsyncSocket, AsyncSocket];
        assert.deepEqual(client.remote, server.local);
        assert.deepEqual(peer.remote, client.local);
        await client.sendall(latin1("hello, world"));
        client.shutdown("write");
        assert.equal(textOf([await peer.recv(5)]), "hello");
        assert.equal((await received(peer)).length, 7);
        assert.equal((await peer.recv(1)).length, 0, "the end stays the end");
        assert.equal(await peer.send(latin1("bye")), 3);
        peer.close();
        assert.equal(textOf([await received(client)]), "bye");
        server.close();
        assert.equal(client.timeout, null);
      });
    });

    it("connect, send, receive and close, for microthreads", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const server = generatorSocket(reactor);
        const steps: string[] = [];
        const serving = microthread(function* (): Microthread<void> {
          server.bind(HOME);
          yield* server.listen(5);
          const conn = yield* server.accept();
          for (let data = yield* conn.recv(3); data.length > 0; data = yield* conn.recv(3)) yield* conn.sendall(data);
          conn.close();
        });
        await microthread(function* (): Microthread<void> {
          while (server.local === null || (server.local as TcpAddress).port === 0) {
            yield* wait(new Promise<void>((resolve) => void reactor.callLater(0, resolve)));
          }
          const client = generatorSocket(reactor);
          yield* client.connect(server.local);
          assert.equal(yield* client.send(latin1("to and fro")), 10);
          client.shutdown("write");
          for (let data = yield* client.recv(99); data.length > 0; data = yield* client.recv(99)) {
            steps.push(textOf([data]));
          }
          client.close();
          server.close();
        });
        await serving;
        assert.equal(steps.join(""), "to and fro");
      });
    });

    it("carry megabytes against a slow reader, in order, and hold the sender up", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const [client, peer] = await pairOn(reactor) as [AsyncSocket, AsyncSocket];
        const data = Uint8Array.from({ length: 3 * 1024 * 1024 }, (_, place) => place * 7919 >> 8);
        let sent = 0;
        const sending = (async () => {
          while (sent < data.length) sent += await client.send(data.subarray(sent));
          client.close();
        })();
        let turns = 0;
        while (turns < 200) {
          turns += 1;
          await new Promise<void>((resolve) => void reactor.callLater(0, resolve));
        }
        const mostHeld = name === "simulated" ? 1024 * 1024 : data.length;
        assert.ok(sent <= mostHeld, `${sent} bytes were sent to nobody`);
        assert.deepEqual(await received(peer, 10_007), Buffer.from(data));
        await sending;
      });
    });

    it("fail with the errors of the environment, unaltered", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const server = asyncSocket(reactor);
        server.bind(HOME);
        await server.listen();
        const address = server.local as TcpAddress;
        const second = asyncSocket(reactor);
        second.bind(address);
        await assert.rejects(second.listen(), (error: ReactorError) => error.code === "EADDRINUSE");
        server.close();
        const client = asyncSocket(reactor);
        await assert.rejects(client.connect(address), (error: ReactorError) =>
          error.category === "refused" && error.code === "ECONNREFUSED" && error.syscall === "connect");
        await assert.rejects(client.connect(address), failsAs("refused", "connect"), "it can be tried again");
        const [one, other] = await pairOn(reactor) as [AsyncSocket, AsyncSocket];
        const cut = one.recv(1);
        other.abort();
        await assert.rejects(cut, (error: ReactorError) => error.category === "reset");
        await assert.rejects(one.send(latin1("x")), (error: ReactorError) => error.category === "reset");
        await assert.rejects(other.recv(1), failsAs("cancelled", "recv"));
      });
    });

    it("give up after their timeout, and lose nothing that comes later", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const [client, peer, server] = await pairOn(reactor) as [AsyncSocket, AsyncSocket, AsyncSocket];
        peer.settimeout(2);
        const since = reactor.now();
        await assert.rejects(peer.recv(1), failsAs("timed-out", "recv"));
        assert.ok(reactor.now() - since >= 2);
        peer.settimeout(null);
        await client.sendall(latin1("late"));
        assert.equal(textOf([await peer.recv(9)]), "late");
        server.settimeout(1);
        await assert.rejects(server.accept(), failsAs("timed-out", "accept"));
        for (const socket of [client, peer, server]) socket.close();
      });
    });

    it("tell whoever waits that the socket was closed", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const [client, peer, server] = await pairOn(reactor) as [AsyncSocket, AsyncSocket, AsyncSocket];
        const waits = [peer.recv(1), server.accept()];
        const outcomes = Promise.allSettled(waits);
        peer.close();
        server.close();
        for (const outcome of await outcomes) {
          assert.equal(outcome.status === "rejected" && (outcome.reason as ReactorError).category, "cancelled");
        }
        client.close();
        client.close();
        await assert.rejects(client.recv(1), failsAs("cancelled", "recv"));
        const never = asyncSocket(reactor);
        const connecting = never.connect(server.remote ?? { kind: "tcp", host: "127.0.0.1", port: 9 });
        never.close();
        await assert.rejects(connecting, failsAs("cancelled", "connect"));
      });
    });

    it("are served as the other adapters are, and closed when whoever serves them is through", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const byFunction = await reactor.listen(HOME, asyncSockets(reactor, async (conn) => {
          await conn.sendall(await conn.recv(1));
        }));
        const byThread = await reactor.listen(HOME, generatorSockets(reactor, function* (conn): Microthread<void> {
          yield* conn.sendall(yield* conn.recv(1));
        }));
        for (const { address } of [byFunction, byThread]) {
          const client = await open(reactor, address, asyncSockets);
          await client.sendall(latin1("there"));
          assert.equal(textOf([await received(client)]), "t");
          client.close();
        }
      });
    });

    it("refuse at the call what can never work", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const [client, peer, server] = await pairOn(reactor) as [AsyncSocket, AsyncSocket, AsyncSocket];
        const fresh = asyncSocket(reactor);
        assert.throws(() => fresh.recv(1), { name: "TypeError", message: "recv: the socket is not connected" });
        assert.throws(() => fresh.listen(), { name: "TypeError", message: "listen: the socket is not bound" });
        assert.throws(() => client.accept(), { name: "TypeError", message: "accept: the socket does not listen" });
        assert.throws(() => client.bind(HOME), /^TypeError: bind: the socket is connected: 127\.0\.0\.1:\d+$/);
        assert.throws(() => server.shutdown("both"), /^TypeError: shutdown: the socket is not connected$/);
        assert.throws(() => client.shutdown("none" as "both"), TypeError);
        assert.throws(() => client.recv(0), RangeError);
        assert.throws(() => client.recv("1" as unknown as number), TypeError);
        assert.throws(() => client.send("x" as unknown as Uint8Array), TypeError);
        assert.throws(() => client.settimeout(-1), RangeError);
        assert.throws(() => asyncSockets(reactor, null as never), TypeError);
        fresh.bind(HOME);
        assert.throws(() => fresh.connect(server.local as TcpAddress), TypeError);
        for (const socket of [client, peer, server]) socket.close();
      });
    });
  });
}

describe("blocking-style sockets over UNIX", () => {
  it("are the same", async () => {
    const reactor = makers[1]?.make();
    assert.ok(reactor);
    await during(reactor, async () => {
      const server = asyncSocket(reactor);
      const path: UnixAddress = { kind: "unix", path: "/tmp/blocking" };
      server.bind(path);
      await server.listen();
      const client = asyncSocket(reactor);
      await client.connect(path);
      const peer = await server.accept();
      await client.sendall(latin1("x"));
      assert.equal(textOf([await peer.recv(1)]), "x");
      peer.shutdown("read");
      assert.equal((await peer.recv(1)).length, 0);
      peer.shutdown("write");
      await assert.rejects(peer.send(latin1("y")), failsAs("broken-pipe", "send"));
    });
  });
});
