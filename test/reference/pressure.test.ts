import assert from "node:assert/strict";
import { checkWatermarks } from "../../reference/core/arguments.js";
import { Callbacks } from "../../reference/core/callbacks.js";
import { Connection } from "../../reference/core/connection.js";
import type { Transport } from "../../spec/reactor.js";
import { FakeChannel } from "./fake-channel.js";
import { FakeHost } from "./fake-host.js";

const BYTE = new Uint8Array([1]);

class Bench {
  readonly host = new FakeHost();
  readonly channel = new FakeChannel();
  readonly told: string[] = [];
  readonly connection: Connection;

  constructor() {
    const protocol = {
      pauseWriting: () => void this.told.push("pause"),
      resumeWriting: () => void this.told.push("resume"),
    };
    this.connection = new Connection(this.channel, protocol, new Callbacks(this.host), this.host, () => undefined);
    this.connection.begin();
  }

  get transport(): Transport {
    return this.connection.transport;
  }

  /** Something is written, and so much is unsent then. */
  write(unsent: number): this {
    this.channel.pendingBytes = unsent;
    this.transport.write(BYTE);
    return this;
  }

  /** The platform has taken some, and so much is left. */
  drain(unsent: number): this {
    this.channel.pendingBytes = unsent;
    this.connection.drained();
    return this;
  }

  /** What was told, once all tasks are run. */
  outcome(): readonly string[] {
    this.host.runTasks();
    return this.told;
  }
}

describe("the pressure of a connection's output", () => {
  it("is told above the high watermark, and not at it", () => {
    assert.deepEqual(new Bench().write(65_536).outcome(), []);
    assert.deepEqual(new Bench().write(65_537).outcome(), ["pause"]);
  });

  it("is not told in the call that brings it about", () => {
    const bench = new Bench().write(100_000);
    assert.deepEqual(bench.told, []);
    bench.outcome();
    bench.drain(0);
    assert.deepEqual(bench.told, ["pause"]);
    assert.deepEqual(bench.outcome(), ["pause", "resume"]);
  });

  it("is not told if it is gone by then", () => {
    assert.deepEqual(new Bench().write(100_000).drain(65_536).outcome(), []);
  });

  it("ends at the low watermark, and not above it", () => {
    const bench = new Bench().write(100_000);
    bench.outcome();
    assert.deepEqual(bench.drain(16_385).outcome(), ["pause"]);
    assert.deepEqual(bench.drain(16_384).outcome(), ["pause", "resume"]);
  });

  it("does not end if it is back by then", () => {
    const bench = new Bench().write(100_000);
    bench.outcome();
    assert.deepEqual(bench.drain(0).write(100_000).outcome(), ["pause"]);
    assert.deepEqual(bench.drain(0).outcome(), ["pause", "resume"]);
  });

  it("is told in turn, however much is written", () => {
    const bench = new Bench().write(100_000).write(200_000);
    bench.outcome();
    assert.deepEqual(bench.write(300_000).outcome(), ["pause"]);
    assert.deepEqual(bench.drain(0).drain(0).outcome(), ["pause", "resume"]);
  });

  it("follows watermarks that are set while bytes wait", () => {
    const bench = new Bench().write(1000);
    bench.transport.setWatermarks(0, 999);
    assert.deepEqual(bench.outcome(), ["pause"]);
    bench.transport.setWatermarks(1000, 1000);
    assert.deepEqual(bench.outcome(), ["pause", "resume"]);
  });

  it("knows watermarks of zero", () => {
    const bench = new Bench();
    bench.channel.pendingBytes = 0;
    bench.transport.setWatermarks(0, 0);
    assert.deepEqual(bench.outcome(), []);
    assert.deepEqual(bench.write(1).outcome(), ["pause"]);
    assert.deepEqual(bench.drain(0).outcome(), ["pause", "resume"]);
  });

  it("matters no more once nothing can be written", () => {
    for (const close of ["endWriting", "loseConnection", "abortConnection"] as const) {
      const bench = new Bench().write(100_000);
      bench.transport[close]();
      bench.transport.setWatermarks(0, 0);
      assert.deepEqual(bench.outcome(), []);
      const held = new Bench().write(100_000);
      held.outcome();
      held.transport[close]();
      assert.deepEqual(held.drain(0).outcome(), ["pause"]);
    }
  });

  it("has whole numbers of bytes for watermarks", () => {
    for (const [low, high] of [[0, 0], [0, 2 ** 53 - 1], [7, 7]]) checkWatermarks(low, high);
    for (const [low, high] of [[-1, 1], [1, 0], [0, NaN], [NaN, 1], [0, Infinity], [0.5, 1], [0, 2 ** 53]]) {
      assert.throws(() => checkWatermarks(low, high), RangeError);
    }
    for (const [low, high] of [[undefined, 1], [0, null], ["0", 1], [0, 1n]]) {
      assert.throws(() => checkWatermarks(low, high), TypeError);
    }
  });
});
