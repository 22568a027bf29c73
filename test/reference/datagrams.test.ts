import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import * as node from "../../reference/node/index.js";
import * as simulated from "../../reference/simulated/index.js";
import type { DatagramPort, DatagramProtocol, Reactor, UdpAddress } from "../../spec/reactor.js";

const ANY: UdpAddress = { kind: "udp", host: "127.0.0.1", port: 0 };

/** Notes what its port is told, and lets a test wait for it. */
class Noting implements DatagramProtocol {
  readonly notes: string[] = [];
  #waiting: (() => void)[] = [];

  portOpened(): void {
    this.#note("opened");
  }
  datagramReceived(data: Uint8Array): void {
    this.#note(new TextDecoder().decode(data));
  }
  sendFailed(error: { readonly category: string }): void {
    this.#note(error.category);
  }
  portClosed(): void {
    this.#note("closed");
  }

  async until(note: string): Promise<void> {
    while (!this.notes.includes(note)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #note(note: string): void {
    this.notes.push(note);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function running(reactor: Reactor, body: (reactor: Reactor) => Promise<void>): Promise<void> {
  const run = reactor.run();
  try {
    await body(reactor);
  } finally {
    reactor.stop();
    await run;
  }
}

for (const [name, { createReactor }] of Object.entries({ node, simulated })) {
  describe(`datagrams of the ${name} reactor`, () => {
    it("sends what follows a refusal, and in order, to a peer that has come up", () =>
      running(createReactor(), async (reactor) => {
        const first = await reactor.openDatagram(ANY, {});
        const client = new Noting();
        const port = await reactor.openDatagram(ANY, client, { remote: first.local });
        await first.close();
        port.send(bytes("lost"));
        await client.until("refused");
        const server = new Noting();
        await reactor.openDatagram(first.local, server);
        for (const each of ["a", "b", "c"]) port.send(bytes(each));
        await server.until("c");
        assert.deepEqual(server.notes, ["opened", "a", "b", "c"]);
      }));

    it("opens ports of IPv6, which take neither IPv4 destinations nor peers", () =>
      running(createReactor(), async (reactor) => {
        const server = new Noting();
        const { local } = await reactor.openDatagram({ ...ANY, host: "::1" }, server);
        assert.equal(local.host, "::1");
        const port = await reactor.openDatagram({ ...ANY, host: "::" }, {});
        assert.throws(() => port.send(bytes("x"), { ...local, host: "127.0.0.1" }), TypeError);
        port.send(bytes("x"), { ...local, host: "0:0:0:0:0:0:0:1" });
        await server.until("x");
      }));

    it("gives a connected port of the wildcard the address that its peer sees", () =>
      running(createReactor(), async (reactor) => {
        const { local } = await reactor.openDatagram(ANY, {});
        const port = await reactor.openDatagram({ ...ANY, host: "0.0.0.0" }, {}, { remote: local });
        assert.deepEqual([port.local.host, port.remote], ["127.0.0.1", local]);
      }));

    it("keeps the addresses that it was given, whatever the caller does to them", () =>
      running(createReactor(), async (reactor) => {
        const remote = { ...ANY, port: 9 };
        const opening = reactor.openDatagram(ANY, {}, { remote });
        remote.port = 10;
        assert.equal((await opening).remote?.port, 9);
      }));

    it("closes a port that its protocol closes while it is being opened", () =>
      running(createReactor(), async (reactor) => {
        const client = new Noting();
        client.portOpened = (port?: DatagramPort) => void port?.close();
        await reactor.openDatagram(ANY, client);
        await client.until("closed");
        assert.deepEqual(client.notes, ["closed"]);
      }));
  });
}

describe("datagrams of the node reactor", () => {
  it("fails with the address of the peer where it cannot be connected to it", () =>
    running(node.createReactor(), async (reactor) => {
      const remote = { ...ANY, host: "192.0.2.1", port: 9 };
      await assert.rejects(reactor.openDatagram(ANY, {}, { remote }), { syscall: "connect", address: remote });
    }));

  it("sends again what the platform answered with the refusal of an earlier datagram, and before what follows", () =>
    running(node.createReactor(), async (reactor) => {
      const free = await reactor.openDatagram(ANY, {});
      await free.close();
      const client = new Noting();
      const port = await reactor.openDatagram(ANY, client, { remote: free.local });
      const got: string[] = [];
      // Bound within the callback: no name has to be looked up.
      const server = createSocket({ type: "udp4", lookup: (host, _options, found) => found(null, host, 4) });
      server.on("message", (data) => void got.push(String(data)));
      port.send(bytes("refused"));
      server.bind(free.local.port, free.local.host);
      for (const each of ["1", "2", "3"]) port.send(bytes(each));
      while (got.length < 3) await once(server, "message");
      await client.until("refused");
      assert.deepEqual([got, client.notes], [["1", "2", "3"], ["opened", "refused"]]);
      server.close();
    }));

  it("delivers what comes before portOpened behind it, in order", () =>
    running(node.createReactor(), async (reactor) => {
      const sender = createSocket("udp4");
      sender.bind(0, "127.0.0.1");
      await once(sender, "listening");
      const free = await reactor.openDatagram(ANY, {});
      await free.close();
      const server = new Noting();
      const opening = reactor.openDatagram(free.local, server);
      for (const each of ["1", "2", "3", "4"]) {
        await new Promise<void>((resolve) => sender.send(each, free.local.port, "127.0.0.1", () => resolve()));
      }
      await opening;
      await server.until("4");
      assert.deepEqual(server.notes, ["opened", "1", "2", "3", "4"]);
      sender.close();
    }));
});
