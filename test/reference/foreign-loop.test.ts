import assert from "node:assert/strict";
import type { Host } from "../../reference/core/host.js";
import { CoreReactor } from "../../reference/core/reactor.js";

/** A loop that is turned by hand, and a host in it. */
class ForeignLoop {
  time = 0;
  readonly #posted: (() => void)[] = [];
  #alarm: { readonly at: number; readonly ring: () => void } | null = null;

  host(): Host {
    let wake = (): void => undefined;
    return {
      profiles: new Set(["core"] as const),
      kinds: new Map(),
      now: () => this.time,
      defer: (task) => void this.#posted.push(task),
      begin: (wakeUp) => {
        wake = wakeUp;
      },
      wakeAt: (deadline) => {
        this.#alarm = deadline === null ? null : { at: deadline, ring: () => wake() };
      },
      end: () => {
        this.#alarm = null;
      },
      diagnose: () => undefined,
    };
  }

  /** When the loop is to be turned next, as a loop that sleeps has to know; null for never. */
  get sleepsUntil(): number | null {
    return this.#posted.length > 0 ? this.time : this.#alarm?.at ?? null;
  }

  async turn(): Promise<void> {
    const alarm = this.#alarm;
    if (alarm !== null && alarm.at <= this.time) {
      this.#alarm = null;
      this.#posted.push(alarm.ring);
    }
    for (const task of this.#posted.splice(0)) {
      task();
      await null;
    }
  }

  /** Turns until nothing is posted or due before `time`. */
  async until(time: number): Promise<void> {
    for (let next = this.sleepsUntil; next !== null && next <= time; next = this.sleepsUntil) {
      this.time = Math.max(this.time, next);
      await this.turn();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.time = time;
  }
}

describe("a reactor in a foreign loop", () => {
  it("is called by it, and by nobody else", async () => {
    const loop = new ForeignLoop();
    const reactor = new CoreReactor(loop.host());
    const seen: string[] = [];
    const run = reactor.run().then(() => seen.push("over"));
    reactor.callLater(10, () => seen.push(`called at ${reactor.now()}`));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(seen, []);
    await loop.until(20);
    assert.deepEqual(seen, ["called at 10"]);
    reactor.stop();
    await loop.until(30);
    await run;
    assert.deepEqual(seen, ["called at 10", "over"]);
    assert.equal(loop.sleepsUntil, null);
  });

  it("shortens its sleep for a call that is made or moved while it sleeps", async () => {
    const loop = new ForeignLoop();
    const reactor = new CoreReactor(loop.host());
    const seen: number[] = [];
    void reactor.run();
    const late = reactor.callLater(10_000, () => seen.push(reactor.now()));
    await loop.until(1);
    assert.equal(loop.sleepsUntil, 10_000);
    reactor.callLater(50, () => seen.push(reactor.now()));
    assert.equal(loop.sleepsUntil, 51);
    late.reset(20);
    assert.equal(loop.sleepsUntil, 21);
    await loop.until(100);
    assert.deepEqual(seen, [21, 51]);
  });
});
