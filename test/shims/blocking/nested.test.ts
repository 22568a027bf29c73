import assert from "node:assert/strict";
import { NestedLoop } from "../../../reference/shims/blocking/nested-loop.js";
import { nestedSocket, nestedSockets, type NestedSocket } from "../../../reference/shims/blocking/nested-socket.js";
import { workerReactor } from "../../../reference/shims/blocking/worker/worker-reactor.js";
import { createReactor, simulate } from "../../../reference/simulated/index.js";
import type { ReactorError, TcpAddress } from "../../../spec/reactor.js";
import { during, HOME, latin1, textOf } from "../../reference/adapters/both.js";

type Body = (loop: NestedLoop) => void | Promise<void>;

/** Runs `body` with a loop that is nested over a reactor. */
type Nesting = (body: Body) => Promise<void>;

const onSimulated: Nesting = (body) => {
  const reactor = createReactor({ network: { partialReads: 0 } });
  return during(reactor, async () => body(new NestedLoop(reactor, simulate(reactor))));
};

const onWorker: Nesting = (body) => {
  const { reactor, turns } = workerReactor();
  return during(reactor, async () => body(new NestedLoop(reactor, turns)));
};

/** A listening socket, and a connected pair. */
function pairIn(loop: NestedLoop): readonly [NestedSocket, NestedSocket, NestedSocket] {
  const server = nestedSocket(loop);
  server.bind(HOME);
  server.listen();
  const client = nestedSocket(loop);
  client.connect(server.local as TcpAddress);
  return [client, server.accept(), server];
}

for (const { name, nesting } of [{ name: "simulated", nesting: onSimulated }, { name: "worker", nesting: onWorker }]) {
  describe(`sockets that nest a loop over the ${name} reactor`, () => {
    it("connect, send, receive and close on the stack, with no microtask in between", () => nesting((loop) => {
      let microtasks = 0;
      void Promise.resolve().then(() => {
        microtasks += 1;
      });
      const text = loop.run(() => {
        const [client, peer, server] = pairIn(loop);
        client.sendall(latin1("to and"));
        assert.equal(client.send(latin1(" fro")), 4);
        client.shutdown("write");
        let text = "";
        for (let data = peer.recv(3); data.length > 0; data = peer.recv(3)) text += textOf([data]);
        for (const socket of [client, peer, server]) socket.close();
        return text;
      });
      assert.equal(text, "to and fro");
      assert.equal(microtasks, 0);
    }));

    it("throw the errors of the environment, and those of their timeouts", () => nesting((loop) => loop.run(() => {
      const [client, peer, server] = pairIn(loop);
      const fails = (category: string, call: () => unknown): void =>
        assert.throws(call, (error: ReactorError) => error.category === category, category);
      peer.settimeout(5);
      const since = loop.reactor.now();
      fails("timed-out", () => peer.recv(1));
      assert.ok(loop.reactor.now() - since >= 5);
      const second = nestedSocket(loop);
      second.bind(server.local as TcpAddress);
      fails("address-in-use", () => second.listen());
      const address = server.local as TcpAddress;
      server.close();
      fails("cancelled", () => server.accept());
      fails("refused", () => nestedSocket(loop).connect(address));
      peer.settimeout(null);
      client.abort();
      fails("reset", () => peer.recv(1));
      fails("unsupported", () => nestedSocket(loop).connect({ kind: "pigeon" } as unknown as TcpAddress));
    })));

    it("let tasks and callbacks of others run while they wait, and only then", () => nesting((loop) => {
      const ran: string[] = [];
      loop.run(() => {
        const [client, peer] = pairIn(loop);
        client.sendall(latin1("ab"));
        assert.equal(textOf([peer.recv(1)]), "a");
        loop.spawn(() => void ran.push("task"));
        loop.reactor.callLater(0, () => void ran.push("callLater"));
        assert.equal(textOf([peer.recv(1)]), "b");
        assert.deepEqual(ran, [], "the byte was there");
        peer.settimeout(2);
        assert.throws(() => peer.recv(1));
        assert.deepEqual(ran, ["task", "callLater"]);
      });
    }));

    it("end last in, first out: what has come waits for whoever waits above it", () => nesting((loop) => {
      const order: string[] = [];
      loop.run(() => {
        const [client, peer, server] = pairIn(loop);
        const other = nestedSocket(loop);
        other.connect(server.local as TcpAddress);
        const otherPeer = server.accept();
        loop.spawn(() => {
          peer.recv(1);
          order.push("A");
        });
        loop.spawn(() => {
          otherPeer.recv(1);
          order.push("B");
        });
        loop.spawn(() => {
          client.sendall(latin1("a"));
          while (loop.waits[0]?.held !== true) loop.sleep(0);
          assert.deepEqual(loop.waits.map(({ call, held }) => `${call} ${held ? "held" : "waits"}`),
            ["recv held", "recv waits"], "A has its byte, and lies below B");
          order.push("sent to A");
          other.sendall(latin1("b"));
        });
      });
      assert.deepEqual(order, ["sent to A", "B", "A"]);
    }));

    it("serve each connection in a task, and close it behind the task", () => nesting(async (loop) => {
      const listener = await loop.reactor.listen(HOME, nestedSockets(loop, (conn) => conn.sendall(conn.recv(9))));
      const answer = loop.run(() => loop.wait<string>("the client", (done) => {
        let text = "";
        void loop.reactor.connect(listener.address, () => ({
          connectionMade: (transport) => transport.write(latin1("there")),
          dataReceived: (data) => void (text += textOf([data])),
          connectionLost: ({ kind }) => done({ kind: "returned", value: `${text}, ${kind}` }),
        }));
        return () => undefined;
      }));
      assert.equal(answer, "there, done");
    }));

    it("report what a task throws to the error hook, and go on", () => nesting((loop) => {
      const errors: unknown[] = [];
      loop.reactor.setErrorHook((error) => errors.push(error));
      const failure = new Error("of a task");
      loop.run(() => {
        loop.spawn(() => {
          throw failure;
        });
        loop.sleep(1);
      });
      assert.deepEqual(errors, [failure]);
    }));
  });
}

describe("a blocking call where it could never return", () => {
  it("is refused in a callback of the reactor, which cannot turn meanwhile", () => onSimulated((loop) => {
    const refused: string[] = [];
    loop.run(() => {
      const [client, peer] = pairIn(loop);
      loop.reactor.callLater(0, () => {
        for (const call of [() => peer.recv(1), () => loop.sleep(1), () => loop.run(() => 1)]) {
          try {
            call();
          } catch (error) {
            refused.push((error as Error).message.replace(/ in .*/, ""));
          }
        }
        loop.spawn(() => client.sendall(latin1("x")));
      });
      assert.equal(peer.recv(1).length, 1, "the refused call took nothing");
    });
    assert.deepEqual(refused, ["recv would block", "sleep would block", "run would block"]);
  }));

  it("is refused by the simulated world itself, from one of its callbacks", () => onSimulated(async ({ reactor }) => {
    const { turn, turning } = simulate(reactor);
    assert.equal(turning, false);
    const refused = new Promise<string>((resolve) => void reactor.callLater(0, () => {
      try {
        turn();
      } catch (error) {
        resolve(String(error));
      }
    }));
    assert.equal(await refused, "Error: a turn of the simulated world is being taken");
  }));

  it("is refused in a microtask, also in one that a task has queued", () => onSimulated(async (loop) => {
    const outcome = loop.run(() => {
      const [, peer] = pairIn(loop);
      return (async () => {
        await null;
        return peer.recv(1);
      })();
    });
    await assert.rejects(outcome, { name: "WouldNeverReturn", message: /^recv would block outside of a task/ });
  }));

  it("is refused where nothing is left that could end it", () => onSimulated((loop) => loop.run(() => {
    const [, peer] = pairIn(loop);
    assert.throws(() => peer.recv(1), {
      name: "WouldNeverReturn", message: "recv would block for ever: nothing is left that could end the wait",
    });
  })));
});

describe("a reactor on a worker", () => {
  it("carries megabytes to a reader that waits above the sender", () => onWorker((loop) => loop.run(() => {
    const [client, peer, server] = pairIn(loop);
    const data = Uint8Array.from({ length: 2 * 1024 * 1024 }, (_, place) => place * 7919 >> 8);
    const received: Uint8Array[] = [];
    loop.spawn(() => {
      for (let left = data.length; left > 0; left -= received.at(-1)?.length ?? left) received.push(peer.recv(65_536));
    });
    client.sendall(data);
    while (received.reduce((sum, each) => sum + each.length, 0) < data.length) loop.sleep(0);
    assert.deepEqual(Buffer.concat(received), Buffer.from(data));
    for (const socket of [client, peer, server]) socket.close();
  })));

  it("fails what waits when its worker dies, and says why", async () => {
    const { reactor, turns } = workerReactor(new URL("./broken-reactor.js", import.meta.url));
    await during(reactor, () => {
      const loop = new NestedLoop(reactor, turns);
      assert.throws(() => loop.run(() => nestedSocket(loop).connect({ kind: "tcp", host: "127.0.0.1", port: 9 })),
        { category: "stopped", message: "the worker of the reactor has ended" });
      return Promise.resolve();
    });
  });

  it("serves callbacks and promises as any other, while nobody nests a loop", () => onWorker(async ({ reactor }) => {
    const received = new Promise<string>((resolve) => {
      void reactor.listen(HOME, () => ({ dataReceived: (data) => resolve(textOf([data])) }))
        .then(({ address }) => reactor.connect(address, () => ({})))
        .then((transport) => transport.write(latin1("x")));
    });
    assert.equal(await received, "x");
  }));
});
