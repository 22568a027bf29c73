import assert from "node:assert/strict";
import { authority, good, untrusted } from "../../conformance/certificates.js";
import { createReactor as createNode } from "../../reference/node/index.js";
import { createReactor as createSimulated, simulate } from "../../reference/simulated/index.js";
import type {
  Address, CloseReason, Listener, Protocol, Reactor, ReactorError, TcpTransport, TlsOptions, Transport,
} from "../../spec/reactor.js";

const anyPort = { kind: "tls", host: "127.0.0.1", port: 0 } as const;
const trusting: TlsOptions = { authorities: authority.certificate };
const encoder = new TextEncoder();

/** Does `body` in a run, and stops it afterwards. */
async function inRun(reactor: Reactor, body: () => Promise<void>): Promise<void> {
  let failure: unknown;
  reactor.callLater(0, () => {
    void body().catch((error: unknown) => {
      failure = error;
    }).finally(() => reactor.stop());
  });
  await reactor.run();
  if (failure !== undefined) throw failure;
}

function listen(reactor: Reactor, protocol: () => Protocol, more: TlsOptions = {}): Promise<Listener> {
  return reactor.listen(anyPort, protocol, { tls: { ...good, ...more } });
}

const nextTurn = (reactor: Reactor, delay = 0): Promise<void> =>
  new Promise((resolve) => void reactor.callLater(delay, resolve));

/** A protocol, and what becomes of it. */
function watched(made: (transport: TcpTransport) => void = () => {}): {
  readonly protocol: Protocol; readonly lost: Promise<CloseReason>; readonly received: () => number;
} {
  let bytes = 0;
  let tell: (reason: CloseReason) => void = () => {};
  const lost = new Promise<CloseReason>((resolve) => {
    tell = resolve;
  });
  const protocol: Protocol = {
    connectionMade: (transport: Transport) => made(transport as TcpTransport),
    dataReceived(data) {
      bytes += data.length;
    },
    connectionLost: tell,
  };
  return { protocol, lost, received: () => bytes };
}

for (const [name, createReactor] of [["Node", createNode], ["simulated", createSimulated]] as const) {
  describe(`TLS on the ${name} reactor`, () => {
    it("carries many megabytes both ways at once", async () => {
      const reactor = createReactor();
      const large = new Uint8Array(3 * 1024 * 1024).fill(5);
      const ends = [watched((transport) => send(transport)), watched((transport) => send(transport))] as const;
      const send = (transport: Transport): void => {
        transport.write(large);
        transport.endWriting();
      };
      const aware = (each: (typeof ends)[number]): Protocol => ({ ...each.protocol, eofReceived() {} });
      await inRun(reactor, async () => {
        const { address } = await listen(reactor, () => aware(ends[0]));
        await reactor.connect(address, () => aware(ends[1]), { tls: trusting });
        assert.deepEqual(await Promise.all(ends.map(({ lost }) => lost)), [{ kind: "done" }, { kind: "done" }]);
        assert.deepEqual(ends.map(({ received }) => received()), [large.length, large.length]);
      });
    });

    it("cuts handshakes that are under way when the listener is closed", async () => {
      const reactor = createReactor();
      const plain = watched();
      await inRun(reactor, async () => {
        const listener = await listen(reactor, () => assert.fail("a connection was made"));
        const { host, port } = listener.address as Extract<Address, { readonly kind: "tls" }>;
        await reactor.connect({ kind: "tcp", host, port }, () => plain.protocol);
        await nextTurn(reactor, 20);
        await listener.close();
        assert.equal((await plain.lost).kind, "lost");
      });
    });

    it("gives up an attempt whose handshake is under way", async () => {
      const reactor = createReactor();
      const peer = watched();
      const cancel = new AbortController();
      await inRun(reactor, async () => {
        const listener = await reactor.listen({ ...anyPort, kind: "tcp" }, () => peer.protocol);
        const { host, port } = listener.address as Extract<Address, { readonly kind: "tcp" }>;
        const options = { tls: trusting, signal: cancel.signal };
        const attempt = reactor.connect({ kind: "tls", host, port }, () => assert.fail("it was made"), options);
        await nextTurn(reactor, 20);
        cancel.abort();
        await assert.rejects(attempt, { category: "cancelled" });
        assert.equal((await peer.lost).kind, "lost");
      });
    });

    it("ends a run in the middle of a handshake", async () => {
      const reactor = createReactor();
      let attempt: Promise<unknown> = Promise.resolve();
      await inRun(reactor, async () => {
        const { address } = await reactor.listen({ ...anyPort, kind: "tcp" }, () => ({}));
        attempt = reactor.connect({ ...address, kind: "tls" } as Address, () => ({}), { tls: trusting });
        attempt.catch(() => {});
        await nextTurn(reactor, 20);
      });
      await assert.rejects(attempt, { category: "stopped" });
    });

    it("rejects startTls when the connection is aborted meanwhile, and needs nobody to care", async () => {
      const reactor = createReactor();
      await inRun(reactor, async () => {
        const { address } = await reactor.listen({ ...anyPort, kind: "tcp" }, () => ({}));
        const transport = await reactor.connect(address, () => ({})) as TcpTransport;
        const started = transport.startTls({ role: "client" });
        transport.abortConnection();
        await assert.rejects(started, { category: "aborted" });
        void (await reactor.connect(address, () => ({})) as TcpTransport).startTls({ role: "client" });
        await nextTurn(reactor, 5);
      });
    });

    it("takes several authorities, in any order", async () => {
      const reactor = createReactor();
      const authorities = `${untrusted.certificate}\n${authority.certificate}`;
      await inRun(reactor, async () => {
        const { address } = await listen(reactor, () => ({}));
        const transport = await reactor.connect(address, () => ({}), { tls: { authorities } }) as TcpTransport;
        assert.equal(transport.session?.version, "TLSv1.3");
      });
    });

    it("says what was asked for in the failure of an attempt", async () => {
      const reactor = createReactor();
      await inRun(reactor, async () => {
        const { address } = await listen(reactor, () => ({}));
        const failure = await reactor.connect(address, () => ({}), { tls: {} }).catch((error: ReactorError) => error);
        assert.ok("category" in failure);
        assert.deepEqual(failure.address, address);
        assert.match(failure.message, /UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
      });
    });

    it("refuses names of application protocols that no handshake can carry", () => {
      const reactor = createReactor();
      for (const alpn of [[""], ["x".repeat(256)]]) {
        assert.throws(() => void reactor.connect({ ...anyPort, port: 1 }, () => ({}), { tls: { alpn } }), RangeError);
      }
    });
  });
}

describe("TLS on the simulated network", () => {
  it("costs no more of the virtual time than its messages are on their way", async () => {
    const reactor = createSimulated();
    await inRun(reactor, async () => {
      const began = reactor.now();
      const { address } = await listen(reactor, () => ({}));
      const transport = await reactor.connect(address, () => ({}), { tls: trusting });
      transport.write(encoder.encode("done"));
      assert.ok(reactor.now() - began < 1, `${reactor.now() - began} ms`);
    });
  });

  it("leaves nothing that would keep the world from its rest", async () => {
    const reactor = createSimulated();
    const { idle } = await new Promise<{ readonly idle: boolean }>((resolve) => {
      const world = simulate(reactor);
      world.whenIdle(() => resolve({ idle: world.idle }));
      reactor.callLater(0, async () => {
        const { address } = await listen(reactor, () => ({}));
        await reactor.connect(address, () => ({}), { tls: {} }).catch(() => {});
      });
      void reactor.run();
    });
    assert.ok(idle);
    assert.ok(reactor.now() < 1100);
    reactor.stop();
  });
});
