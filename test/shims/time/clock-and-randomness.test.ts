import assert from "node:assert/strict";
import crypto from "node:crypto";
import { createReactor, simulate } from "../../../reference/simulated/index.js";
import { clock } from "../../../reference/shims/host/clock.js";
import { install } from "../../../reference/shims/host/index.js";
import { HostShim } from "../../../reference/shims/host/install.js";
import { randomness } from "../../../reference/shims/host/randomness.js";
import { timers } from "../../../reference/shims/host/timers/group.js";

const NativeDate = Date;

/** Runs with these parts of the host on a simulated reactor, with a seed. */
async function onReactor<Result>(seed: number, run: () => Promise<Result> | Result): Promise<Result> {
  const reactor = createReactor({ seed });
  const installed = new HostShim([timers, clock, randomness]).install(reactor, { world: simulate(reactor), seed });
  try {
    return await run();
  } finally {
    installed.uninstall();
  }
}

describe("the clocks of a host that is on a simulated reactor", () => {
  it("begin with the year 2000, and go with its timers", () => onReactor(1, async () => {
    assert.equal(new Date().toISOString(), "2000-01-01T00:00:00.000Z");
    const before = { date: Date.now(), performance: performance.now(), hrtime: process.hrtime.bigint() };
    const since = process.hrtime();
    await new Promise((resolve) => setTimeout(resolve, 86_400_000));
    assert.equal(new Date().toISOString(), "2000-01-02T00:00:00.000Z");
    assert.equal(Math.round((Date.now() - before.date) / 1000), 86_400);
    assert.equal(Math.round((performance.now() - before.performance) / 1000), 86_400);
    assert.equal((process.hrtime.bigint() - before.hrtime) / 1_000_000_000n, 86_400n);
    assert.equal(process.hrtime(since)[0], 86_400);
    assert.equal(Math.round(process.uptime()), 86_400);
    assert.equal(performance.timeOrigin, NativeDate.UTC(2000, 0, 1));
  }));

  it("go on while a program waits for them", () => onReactor(1, () => {
    const start = Date.now();
    while (Date.now() - start < 5);
    const from = performance.now();
    while (performance.now() - from < 5);
  }));

  it("are the same class of dates", () => onReactor(1, () => {
    assert.ok(new Date() instanceof NativeDate);
    assert.ok(new NativeDate() instanceof Date);
    assert.equal(new NativeDate(0).constructor, Date);
    assert.equal(new Date(2020, 1, 3).getTime(), new NativeDate(2020, 1, 3).getTime());
    assert.equal(Date.UTC(2020, 1), NativeDate.UTC(2020, 1));
    assert.match(Reflect.apply(Date, undefined, []), /^Sat Jan 01 2000/);
    class Own extends Date {}
    assert.ok(new Own() instanceof Own);
    assert.equal(new Own().getUTCFullYear(), 2000);
    assert.deepEqual([Date.name, Date.length], ["Date", 7]);
    assert.throws(() => process.hrtime(5 as never), { code: "ERR_INVALID_ARG_TYPE" });
  }));

  it("are virtual together with the network, or not at all", () => {
    const reactor = createReactor();
    assert.throws(() => install(reactor, { world: simulate(reactor), groups: ["timers", "clock"] }), {
      message: "the host shim is not installed: in a world, time and network are virtual together or not at all: "
        + "the groups need streams too",
    });
    assert.throws(() => install(reactor, { groups: ["clock"] }), /the group clock cannot be carried: .* the host's$/);
  });

  it("are the host's own again afterwards", async () => {
    await onReactor(1, () => assert.notEqual(Date, NativeDate));
    assert.equal(Date, NativeDate);
    assert.equal(Date.prototype.constructor, NativeDate);
    assert.ok(Date.now() > NativeDate.UTC(2020));
  });
});

describe("random numbers of a host that is on a simulated reactor", () => {
  const drawn = (): Promise<unknown> => new Promise((resolve, reject) => {
    const bytes = new Uint32Array(3);
    const now = [
      Math.random(), crypto.randomBytes(5).toString("hex"), crypto.randomUUID(), crypto.randomInt(10, 20),
      crypto.randomFillSync(new Uint16Array(4), 1, 2).join(), globalThis.crypto.getRandomValues(bytes).join(),
      globalThis.crypto.randomUUID(), crypto.getRandomValues(new Uint8Array(3)).join(),
    ];
    crypto.randomBytes(4, (error, later) => {
      crypto.randomInt(1000, (_none, number) => resolve([...now, later.toString("hex"), number]));
      if (error !== null) reject(error);
    });
  });

  it("follow from the seed", async () => {
    const first = await onReactor(1, drawn);
    assert.deepEqual(await onReactor(1, drawn), first);
    assert.notDeepEqual(await onReactor(2, drawn), first);
    assert.notDeepEqual(await drawn(), await drawn());
  });

  it("are as they ought to be", () => onReactor(7, () => {
    const numbers = Array.from({ length: 10_000 }, () => Math.random());
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    const mean = numbers.reduce((sum, number) => sum + number) / numbers.length;
    assert.ok(Math.abs(mean - 0.5) < 0.02, String(mean));
    assert.match(crypto.randomUUID(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual([...crypto.randomFillSync(new Uint8Array(4), 1, 2)].filter((_byte, at) => at % 3 === 0), [0, 0]);
    assert.ok(Array.from({ length: 100 }, () => crypto.randomInt(5)).every((number) => number >= 0 && number < 5));
  }));

  it("refuse what the host refuses", () => onReactor(1, () => {
    assert.throws(() => crypto.randomBytes(-1), { code: "ERR_OUT_OF_RANGE" });
    assert.throws(() => crypto.randomBytes(1, 5 as never), { code: "ERR_INVALID_ARG_TYPE" });
    assert.throws(() => crypto.randomInt(5, 5), { code: "ERR_OUT_OF_RANGE" });
    assert.throws(() => globalThis.crypto.getRandomValues(new Float32Array(1) as never), { name: "TypeMismatchError" });
  }));
});
