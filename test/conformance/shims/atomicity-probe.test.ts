import assert from "node:assert/strict";
import { describeFinding, probeAtomicity, type ProbedCall } from "../../../conformance/shims/atomicity-probe.js";
import { hostCanaries, reactorCanaries, type Canary } from "../../../conformance/shims/canary.js";
import { ordinaryCalls } from "../../../conformance/shims/ordinary-calls.js";
import { asyncSocket, AsyncSocket } from "../../../reference/shims/blocking/async-socket.js";
import { NestedLoop } from "../../../reference/shims/blocking/nested-loop.js";
import { nestedSocket, type NestedSocket } from "../../../reference/shims/blocking/nested-socket.js";
import { switchPoints } from "../../../reference/shims/blocking/switch-points.js";
import * as node from "../../../reference/node/index.js";
import { createReactor, simulate } from "../../../reference/simulated/index.js";
import type { Protocol, Reactor, TcpAddress, Transport } from "../../../spec/reactor.js";
import { during, HOME, makers } from "../../reference/adapters/both.js";

const nestedCalls = switchPoints.nested.map(({ call }) => call);

/** The blocking calls of a nested loop, each where it has to wait. */
function callsOf(loop: NestedLoop): readonly ProbedCall[] {
  const { reactor } = loop;
  const later = (call: () => void): void => void reactor.callLater(1, call);
  const onPair = (name: string, call: (socket: NestedSocket, client: NestedSocket) => void): ProbedCall => ({
    name,
    prepare() {
      const server = nestedSocket(loop);
      const client = nestedSocket(loop);
      const peer = loop.run(() => {
        server.bind(HOME);
        server.listen();
        client.connect(server.local as TcpAddress);
        return server.accept();
      });
      return {
        call: () => loop.run(() => call(peer, client)),
        clear: () => [server, client, peer].forEach((socket) => socket.close()),
      };
    },
  });
  return [
    onPair("recv", (peer, client) => {
      later(() => loop.spawn(() => client.sendall(Uint8Array.of(1))));
      assert.equal(peer.recv(1).length, 1);
    }),
    onPair("connect", (peer) => nestedSocket(loop).connect(peer.local as TcpAddress)),
    onPair("sleep", () => loop.sleep(1)),
    onPair("settimeout", (peer) => peer.settimeout(1)),
    onPair("shutdown", (peer) => peer.shutdown("write")),
    onPair("close", (peer) => peer.close()),
  ];
}

/** What was seen of each call. */
async function seen(calls: readonly ProbedCall[], canaries: readonly Canary[], declared: readonly string[] = []) {
  const findings = await probeAtomicity(calls, { canaries, switchPoints: declared });
  return findings.map((finding) => {
    assert.equal(finding.error, undefined, String(finding.error));
    return [finding.call, finding.verdict, ...finding.ran.toSorted()];
  });
}

describe("the atomicity probe", () => {
  it("clears the ordinary calls of Node", async () => {
    const findings = await probeAtomicity(ordinaryCalls, { canaries: hostCanaries });
    assert.deepEqual(findings.filter(({ verdict, silent }) => verdict !== "atomic" || silent.length > 0)
      .map(describeFinding), []);
    assert.ok(findings.length >= 12);
  });

  it("finds a call that works off the host's queues of ticks and promises", async () => {
    const { _tickCallback: tick } = process as unknown as { _tickCallback(): void };
    const calls = [{ name: "drain", prepare: () => ({ call: () => tick.call(process) }) }];
    const [found] = await seen(calls, hostCanaries);
    assert.deepEqual(found, ["drain", "undeclared", "nextTick", "promise", "queueMicrotask"]);
  });

  it("finds a call that runs its own callback before it returns", async () => {
    const calls = [
      { name: "at once", prepare: () => ({ call: (own: () => void) => own() }) },
      { name: "later", prepare: () => ({ call: (own: () => void) => setImmediate(own) }) },
    ];
    assert.deepEqual(await seen(calls, hostCanaries), [["at once", "undeclared", "own callback"], ["later", "atomic"]]);
  });

  it("finds the hidden switches of sockets that nest a loop, and clears what never waits", async () => {
    const reactor = createReactor();
    await during(reactor, async () => {
      const loop = new NestedLoop(reactor, simulate(reactor));
      const calls = callsOf(loop);
      const canaries = [...hostCanaries, ...reactorCanaries(reactor)];
      const found = await seen(calls, canaries);
      const switches = ["connect", "recv", "sleep"].map((call) => [call, "undeclared", "callLater", "dataReceived"]);
      const others = ["close", "settimeout", "shutdown"].map((call) => [call, "atomic"]);
      assert.deepEqual(found.toSorted(), [...switches, ...others].toSorted());
      const declared = (await seen(calls, canaries, nestedCalls)).filter(([, verdict]) => verdict === "declared");
      assert.deepEqual(declared.map(([call]) => call).toSorted(), ["connect", "recv", "sleep"]);
    });
  });

  for (const { name, make } of makers) {
    it(`clears the calls of sockets whose switches are visible, on the ${name} reactor`, async () => {
      const reactor = make();
      await during(reactor, async () => {
        const server = asyncSocket(reactor);
        server.bind(HOME);
        await server.listen();
        const address = server.local as TcpAddress;
        const onPair = (call: string, made: (socket: AsyncSocket) => unknown): ProbedCall => ({
          name: call,
          async prepare() {
            const client = asyncSocket(reactor);
            await client.connect(address);
            const peer = await server.accept();
            return { call: () => made(peer), clear: () => [client, peer].forEach((socket) => socket.close()) };
          },
        });
        const calls = [
          onPair("recv", (peer) => peer.recv(1)), onPair("send", (peer) => peer.send(Uint8Array.of(1))),
          onPair("sendall", (peer) => peer.sendall(new Uint8Array(1 << 20))), onPair("close", (peer) => peer.close()),
          onPair("connect", () => asyncSocket(reactor).connect(address)), onPair("accept", () => server.accept()),
        ];
        const found = await seen(calls, [...hostCanaries, ...reactorCanaries(reactor)]);
        assert.deepEqual(found.filter(([, verdict]) => verdict !== "atomic"), []);
        server.close();
      });
    });
  }

  it("finds a reactor that connects eagerly", async () => {
    const reactor = node.createReactor();
    await during(reactor, async () => {
      const listener = await reactor.listen(HOME, () => ({}));
      const connecting = (through: Reactor): ProbedCall => ({
        name: "connect",
        prepare: () => ({
          call: (own) => through.connect(listener.address, () => {
            own();
            return {};
          }),
        }),
      });
      const canaries = reactorCanaries(reactor);
      assert.deepEqual(await seen([connecting(reactor)], canaries), [["connect", "atomic"]]);
      assert.deepEqual(await seen([connecting(eager(reactor))], canaries), [["connect", "undeclared", "own callback"]]);
    });
  });

  it("says so when it sees nothing", async () => {
    const stuck: Canary = { name: "a clock that stands", prepare: () => ({ arm: () => undefined }) };
    const calls = [{ name: "anything", prepare: () => ({ call: () => undefined }) }];
    const findings = await probeAtomicity(calls, { canaries: [stuck], patience: 1 });
    assert.deepEqual(findings.map(describeFinding),
      ["anything: nothing can be said: these do not run at all: a clock that stands"]);
  });

  it("has queues worked off by whoever can", async () => {
    let ran = (): void => {};
    const settled: Canary = { name: "a clock", prepare: () => ({ arm: (told) => void (ran = told) }) };
    const calls = [{ name: "advance", prepare: () => ({ call: () => ran() }) }];
    const findings = [
      ...await probeAtomicity(calls, { canaries: [settled], switchPoints: ["advance"] }),
      ...await probeAtomicity([{ name: "look", prepare: () => ({ call: () => 1 }) }], {
        canaries: [settled], settle: () => ran(),
      }),
    ];
    assert.deepEqual(findings.map(describeFinding), [
      "advance: a declared switch point: before it returned, there ran: a clock",
      "look: nothing else ran before it returned",
    ]);
  });
});

/** Asks the factory at once, as a shim might that finds a peer in the same process. */
function eager(reactor: Reactor): Reactor {
  return new Proxy(reactor, {
    get(target, name): unknown {
      if (name !== "connect") return Reflect.get(target, name, target);
      return (address: TcpAddress, factory: (remote: TcpAddress) => Protocol | null): Promise<Transport> => {
        const protocol = factory(address);
        return target.connect(address, () => protocol);
      };
    },
  });
}
