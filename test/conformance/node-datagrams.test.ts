import assert from "node:assert/strict";
import { NodeDatagrams } from "../../conformance/peers/node-datagrams.js";

const ANY = { host: "127.0.0.1", port: 0 };

/** Notes what a peer receives, and lets a test wait for it. */
class Inbox {
  readonly texts: string[] = [];
  readonly from: number[] = [];
  #waiting: (() => void)[] = [];

  datagram(data: Uint8Array, { port }: { readonly port: number }): void {
    assert.equal(Object.getPrototypeOf(data), Uint8Array.prototype);
    this.texts.push(Buffer.from(data).toString());
    this.from.push(port);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async until(count: number): Promise<void> {
    while (this.texts.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

describe("the driver's own ports for datagrams", () => {
  let network: NodeDatagrams;

  beforeEach(() => {
    network = new NodeDatagrams();
  });
  afterEach(() => network.dispose());

  it("bring datagrams whole, empty ones too, in order and with their sender", async () => {
    const inbox = new Inbox();
    const receiver = await network.open(ANY, inbox);
    const sender = await network.open(ANY, new Inbox());
    for (const text of ["one", "", "three"]) sender.send(Buffer.from(text), receiver.address);
    await inbox.until(3);
    assert.deepEqual(inbox.texts, ["one", "", "three"]);
    assert.deepEqual(inbox.from, [sender.address.port, sender.address.port, sender.address.port]);
  });

  it("open at an address that was dead, and nowhere twice", async () => {
    const dead = await network.deadAddress();
    const peer = await network.open(dead, new Inbox());
    assert.deepEqual(peer.address, dead);
    await assert.rejects(network.open(dead, new Inbox()), { code: "EADDRINUSE" });
  });

  it("survive a refusal, a second close, and a send afterwards", async () => {
    const inbox = new Inbox();
    const peer = await network.open(ANY, inbox);
    peer.send(Buffer.from("nobody"), await network.deadAddress());
    peer.send(Buffer.from("itself"), peer.address);
    await inbox.until(1);
    peer.close();
    peer.close();
    peer.send(Buffer.from("late"), peer.address);
    assert.deepEqual(inbox.texts, ["itself"]);
  });
});
