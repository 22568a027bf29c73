import assert from "node:assert/strict";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { once } from "node:events";
import type { PeerAddress, PeerEnd, PeerEvents, PeerSocket } from "../../conformance/peers/network.js";
import { NodeNetwork } from "../../conformance/peers/node-network.js";

/** Records what a peer is told, and lets a test wait for it. */
class Recorder implements PeerEvents {
  readonly told: string[] = [];
  readonly #chunks: Uint8Array[] = [];
  #waiting: (() => void)[] = [];

  connected(local: PeerAddress, remote: PeerAddress): void {
    this.#tell(`connected ${nameOf(local)} ${nameOf(remote)}`);
  }
  data(bytes: Uint8Array): void {
    assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype);
    this.#chunks.push(bytes);
    this.#tell(`data`);
  }
  end(how: PeerEnd): void {
    this.#tell(`end ${how}`);
  }
  refused(code: string): void {
    this.#tell(`refused ${code}`);
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
  untilTold(what: string): Promise<void> {
    return this.until(() => this.told.includes(what));
  }

  #tell(what: string): void {
    this.told.push(what);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function nameOf(address: PeerAddress): string {
  if ("path" in address) return String(address.path);
  return "host" in address ? address.host : address.kind;
}

/** Keeps the loop busy, so that all that comes meanwhile is there at once. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe("NodeNetwork", () => {
  let network: NodeNetwork;
  let server: Server;
  let accepted: Promise<Socket>;
  const subjects: Socket[] = [];

  beforeEach(async () => {
    network = new NodeNetwork();
    server = createServer({ allowHalfOpen: true });
    accepted = once(server, "connection").then(([socket]) => {
      (socket as Socket).on("error", () => undefined);
      subjects.push(socket as Socket);
      return socket as Socket;
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    for (const subject of subjects.splice(0)) subject.destroy();
    server.close();
    await network.dispose();
  });

  function connectPeer(): { readonly seen: Recorder; readonly peer: PeerSocket } {
    const seen = new Recorder();
    return { seen, peer: network.connect({ host: "127.0.0.1", port: (server.address() as AddressInfo).port }, seen) };
  }

  it("tells an orderly end after all data, and goes on sending", async () => {
    const { seen, peer } = connectPeer();
    const subject = await accepted;
    subject.end("hello");
    await seen.untilTold("end clean");
    assert.equal(seen.received.toString(), "hello");
    assert.equal(seen.told[0], "connected 127.0.0.1 127.0.0.1");
    peer.send(Buffer.from("still here"));
    peer.end();
    peer.send(Buffer.from("ignored"));
    let text = "";
    for await (const chunk of subject) text += String(chunk);
    assert.equal(text, "still here");
  });

  for (const bytes of [0, 10, 5_000, 65_536]) {
    for (const halfClosed of [false, true]) {
      const when = halfClosed ? " when the peer has ended its sending" : "";
      it(`tells a reset right behind ${bytes} bytes from an orderly end${when}`, async () => {
        for (let round = 0; round < 10; round++) {
          const { seen, peer } = connectPeer();
          if (halfClosed) peer.end();
          const subject = round === 0 ? await accepted : ((await once(server, "connection")) as [Socket])[0];
          subject.on("error", () => undefined);
          subject.resume();
          await seen.until(() => seen.told.length > 0);
          if (bytes > 0) await new Promise((resolve) => subject.write(Buffer.alloc(bytes), resolve));
          subject.resetAndDestroy();
          if (round % 2 === 0) block(2);
          await seen.until(() => seen.told.some((each) => each.startsWith("end")));
          assert.equal(seen.told.at(-1), "end reset");
        }
      });
    }
  }

  it("tells an end that came before a reset as the orderly end it was", async () => {
    const { seen, peer } = connectPeer();
    const subject = await accepted;
    await seen.until(() => seen.told.length > 0);
    await new Promise<void>((resolve) => subject.end("all", resolve));
    subject.destroy();
    peer.send(Buffer.from("to nobody"));
    await seen.untilTold("end clean");
    assert.equal(seen.received.toString(), "all");
  });

  it("stops reading while paused, and reports on resume what came", async () => {
    const { seen, peer } = connectPeer();
    const subject = await accepted;
    await seen.until(() => seen.told.length > 0);
    peer.pause();
    const size = 24 * 1024 * 1024;
    let flushed = false;
    subject.end(Buffer.alloc(size), () => (flushed = true));
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(flushed, false);
    assert.equal(seen.received.length, 0);
    peer.resume();
    await seen.untilTold("end clean");
    assert.equal(seen.received.length, size);
  });

  it("keeps an end for a paused peer until it resumes", async () => {
    const { seen, peer } = connectPeer();
    const subject = await accepted;
    await seen.until(() => seen.told.length > 0);
    peer.pause();
    await new Promise((resolve) => subject.write("last words", resolve));
    subject.resetAndDestroy();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(seen.told.length, 1);
    peer.resume();
    await seen.untilTold("end reset");
    assert.equal(seen.received.toString(), "last words");
  });

  it("closes after what was sent", async () => {
    const { peer } = connectPeer();
    peer.send(Buffer.alloc(3_000_000));
    peer.close();
    let bytes = 0;
    for await (const chunk of await accepted) bytes += (chunk as Buffer).length;
    assert.equal(bytes, 3_000_000);
  });

  const big = Buffer.alloc(20_000_000);
  const underWay: Readonly<Record<string, (peer: PeerSocket) => void>> = {
    nothing: () => undefined,
    "a send": (peer) => peer.send(big),
    "an end behind a send": (peer) => (peer.send(big), peer.end()),
    "a close behind a send": (peer) => (peer.send(big), peer.close()),
  };
  for (const [what, begin] of Object.entries(underWay)) {
    it(`resets with ${what} under way`, async () => {
      // Both ends are peers here: Node's own socket often reports such a reset as an orderly end.
      const near = new Recorder();
      const far = new Recorder();
      const listener = await network.listen("127.0.0.1", () => far);
      const peer = network.connect(listener.address, near);
      await near.until(() => near.told.length > 0);
      begin(peer);
      peer.reset();
      await far.untilTold("end reset");
      assert.equal(near.told.length, 1);
    });
  }

  it("listens, and says what it accepts", async () => {
    const seen = new Recorder();
    const listener = await network.listen("127.0.0.1", (socket) => {
      socket.send(Buffer.from("welcome"));
      return seen;
    });
    const subject = connect(listener.address);
    subject.on("data", (chunk) => subject.end(chunk));
    await seen.untilTold("end clean");
    assert.equal(seen.received.toString(), "welcome");
    subject.destroy();
    listener.close();
    const refused = new Recorder();
    network.connect(listener.address, refused);
    await refused.untilTold("refused ECONNREFUSED");
  });

  it("lets go at once of a connection that it was not to accept", async () => {
    const listener = await network.listen("127.0.0.1", (socket) => {
      socket.close();
      return new Recorder();
    });
    const subject = connect(listener.address);
    subject.on("error", () => undefined).resume();
    await once(subject, "close");
    listener.close();
  });

  it("gives an address where nothing listens", async () => {
    const seen = new Recorder();
    network.connect(await network.closedAddress(), seen);
    await seen.untilTold("refused ECONNREFUSED");
    assert.equal(seen.told.length, 1);
  });

  it("gives an address whose attempts to connect stay pending", async () => {
    const address = await network.stalledAddress();
    assert.deepEqual(await network.stalledAddress(), address);
    const seen = new Recorder();
    network.connect(address, seen);
    const witness = connectPeer();
    await accepted;
    await witness.seen.until(() => witness.seen.told.length > 0);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(seen.told, []);
  });

  it("cuts everything when disposed of", async () => {
    const { seen } = connectPeer();
    const subject = await accepted;
    await seen.until(() => seen.told.length > 0);
    const cut = once(subject, "error");
    subject.resume();
    const listener = await network.listen("127.0.0.1", () => new Recorder());
    await network.dispose();
    await cut;
    assert.equal(seen.told.length, 1);
    const refused = connect(listener.address);
    const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
    assert.equal(error.code, "ECONNREFUSED");
  });
});
