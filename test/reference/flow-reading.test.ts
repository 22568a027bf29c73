import assert from "node:assert/strict";
import fc from "fast-check";
import { Callbacks } from "../../reference/core/callbacks.js";
import { Connection } from "../../reference/core/connection.js";
import { createReactor } from "../../reference/simulated/index.js";
import type { Transport } from "../../spec/reactor.js";
import { FakeChannel } from "./fake-channel.js";
import { FakeHost } from "./fake-host.js";

class Bench {
  readonly host = new FakeHost();
  readonly channel = new FakeChannel();
  readonly notified: string[] = [];
  readonly connection: Connection;

  constructor() {
    const protocol = {
      dataReceived: () => void this.notified.push("data"),
      eofReceived: () => void this.notified.push("eof"),
      connectionLost: () => void this.notified.push("lost"),
    };
    this.connection = new Connection(this.channel, protocol, new Callbacks(this.host), this.host, () => undefined);
    this.connection.begin();
    this.channel.asked.length = 0;
  }

  get transport(): Transport {
    return this.connection.transport;
  }
}

describe("a connection whose reading is paused", () => {
  it("asks its channel once, however often it is paused and resumed", () => {
    const { transport, channel } = new Bench();
    transport.resumeReading();
    transport.pauseReading();
    transport.pauseReading();
    transport.resumeReading();
    transport.resumeReading();
    assert.deepEqual(channel.asked, ["pause", "resume"]);
  });

  it("is told of the peer's end in a later turn than that of resumeReading", () => {
    const { transport, connection, host, notified } = new Bench();
    transport.pauseReading();
    connection.ended();
    host.runTasks();
    assert.deepEqual(notified, []);
    transport.resumeReading();
    assert.deepEqual(notified, []);
    host.runTasks();
    assert.deepEqual(notified, ["eof"]);
  });

  it("is told of the peer's end once, though it is paused again in between", () => {
    const { transport, connection, host, notified } = new Bench();
    transport.pauseReading();
    connection.ended();
    transport.resumeReading();
    transport.pauseReading();
    host.runTasks();
    assert.deepEqual(notified, []);
    transport.resumeReading();
    transport.pauseReading();
    transport.resumeReading();
    host.runTasks();
    assert.deepEqual(notified, ["eof"]);
  });

  it("asks nothing of its channel once it is closed", () => {
    for (const close of ["loseConnection", "abortConnection"] as const) {
      const { transport, channel, host } = new Bench();
      transport[close]();
      channel.asked.length = 0;
      transport.pauseReading();
      transport.resumeReading();
      host.runTasks();
      transport.pauseReading();
      transport.resumeReading();
      assert.deepEqual(channel.asked, []);
    }
  });

  it("has everything delivered in order by the simulated reactor, whenever it is paused and resumed", async () => {
    const delays = fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 12 });
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), delays, async (seed, pauses) => {
      const sent = Uint8Array.from({ length: 200_000 }, (_, i) => i + (i >> 8));
      assert.deepEqual(await receivedWith(seed, pauses, sent), sent);
    }), { numRuns: 30 });
  });
});

/** What arrives of `sent` when each chunk is followed by the next pause, of so many ms; none if negative. */
async function receivedWith(seed: number, pauses: readonly number[], sent: Uint8Array): Promise<Uint8Array> {
  const reactor = createReactor({ seed });
  const received: number[] = [];
  let transport: Transport | null = null;
  let paused = false;
  let chunks = 0;
  reactor.callLater(0, async () => {
    const listener = await reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, () => ({
      connectionMade: (made) => void (transport = made),
      dataReceived(data) {
        assert.ok(!paused);
        received.push(...data);
        const pause = pauses[chunks++ % pauses.length] ?? -1;
        if (pause < 0) return;
        paused = true;
        transport?.pauseReading();
        reactor.callLater(pause, () => {
          paused = false;
          transport?.resumeReading();
        });
      },
      connectionLost: () => reactor.stop(),
    }));
    await reactor.connect(listener.address, () => ({
      connectionMade(made) {
        made.write(sent);
        made.loseConnection();
      },
    }));
  });
  await reactor.run();
  return Uint8Array.from(received);
}
