import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { Socket } from "node:net";
import timers from "node:timers";
import promises from "node:timers/promises";
import { inspect, promisify } from "node:util";
import { createReactor, simulate } from "../../../reference/simulated/index.js";
import { HostShim } from "../../../reference/shims/host/install.js";
import { timers as group } from "../../../reference/shims/host/timers/group.js";

const native = { ...globalThis, setTimeout, clearTimeout, setInterval, setImmediate };
const nativePromises = { ...promises };

/** Runs with the timers on a simulated reactor. */
async function onReactor(run: () => Promise<void> | void): Promise<void> {
  const reactor = createReactor();
  const installed = new HostShim([group]).install(reactor, { world: simulate(reactor), timers: "surface" });
  try {
    await run();
  } finally {
    installed.uninstall();
  }
}

/** What a call throws, or a promise is rejected with, as far as it can be compared. */
async function failureOf(call: () => unknown): Promise<unknown> {
  try {
    const result = await call();
    return { result };
  } catch (error) {
    const { name, code, message } = error as Error & { readonly code?: string };
    return { name, code, message };
  }
}

describe("timers on a reactor, as programs call them", () => {
  it("are called in order, with arguments, between ticks, microtasks and immediates", () => onReactor(async () => {
    const seen: unknown[] = [];
    await new Promise<void>((resolve) => {
      setTimeout((...args: unknown[]) => seen.push(args), 2, "a", "b");
      setTimeout(() => {
        seen.push("1 ms");
        process.nextTick(() => seen.push("tick"));
        queueMicrotask(() => seen.push("microtask"));
      }, 0);
      setTimeout(() => seen.push("also 1 ms"), 1);
      setImmediate(() => seen.push("immediate"));
      process.nextTick(() => seen.push("first tick"));
      setTimeout(resolve, 3_600_000);
    });
    assert.deepEqual(seen, ["first tick", "immediate", "1 ms", "tick", "microtask", "also 1 ms", ["a", "b"]]);
  }));

  it("return what the host's do", () => onReactor(() => {
    for (const [made, host] of [
      [setTimeout(() => {}, 5), native.setTimeout(() => {}, 5)],
      [setInterval(() => {}, 5), native.setInterval(() => {}, 5)],
    ] as const) {
      assert.ok(made instanceof host.constructor);
      assert.equal(made.constructor.name, "Timeout");
      assert.deepEqual([made.hasRef(), made.unref().hasRef(), made.ref().hasRef()], [true, false, true]);
      assert.equal(made.refresh(), made);
      assert.equal(typeof +made, "number");
      assert.match(inspect(made), /Timeout \{/);
      assert.equal(made.close(), made);
      native.clearTimeout(host);
    }
    const immediate = setImmediate(() => {});
    const host = native.setImmediate(() => {});
    assert.ok(immediate instanceof host.constructor);
    assert.deepEqual([immediate.hasRef(), immediate.unref().hasRef(), immediate.ref().hasRef()], [true, false, true]);
    clearImmediate(immediate);
    assert.equal(immediate.hasRef(), false);
    clearImmediate(host);
  }));

  it("are cleared by themselves, by their ids, and by the host's own functions", () => onReactor(async () => {
    const seen: string[] = [];
    clearTimeout(setTimeout(() => seen.push("itself"), 1));
    clearInterval(+setTimeout(() => seen.push("number"), 1));
    clearTimeout(String(+setInterval(() => seen.push("text"), 1)));
    native.clearTimeout(setTimeout(() => seen.push("host"), 1));
    setTimeout(() => seen.push("disposed"), 1)[Symbol.dispose]();
    clearImmediate(setImmediate(() => seen.push("immediate")));
    const late = setTimeout(() => seen.push("late"), 1);
    setImmediate(() => clearTimeout(late));
    clearTimeout(undefined);
    clearTimeout(123456789);
    await promises.setTimeout(10);
    assert.deepEqual(seen, []);
  }));

  it("are refreshed, and repeat without a drift until they are cleared", () => onReactor(async () => {
    const seen: string[] = [];
    const refreshed = setTimeout(() => seen.push("refreshed"), 10);
    let count = 0;
    const interval = setInterval(() => {
      count += 1;
      if (count === 3) seen.push("third");
    }, 1000);
    setTimeout(() => refreshed.refresh(), 5);
    setTimeout(() => seen.push("12 ms"), 12);
    setTimeout(() => refreshed.refresh(), 20);
    await promises.setTimeout(10_000_500);
    clearInterval(interval);
    assert.deepEqual(seen, ["12 ms", "refreshed", "refreshed", "third"]);
    assert.equal(count, 10_000);
  }));

  it("keep the async context of their registration", () => onReactor(async () => {
    const context = new AsyncLocalStorage<string>();
    const seen = await context.run("here", () => Promise.all([
      new Promise((resolve) => setTimeout(() => resolve(context.getStore()), 1)),
      new Promise((resolve) => setImmediate(() => resolve(context.getStore()))),
      promises.setTimeout(1).then(() => context.getStore()),
    ]));
    assert.deepEqual(seen, ["here", "here", "here"]);
  }));

  it("refuse what the host refuses, with its errors", () => onReactor(async () => {
    const wrong = {} as never;
    const calls: readonly ((on: typeof promises, made: typeof timers) => unknown)[] = [
      (_on, made) => made.setTimeout(wrong, 1), (_on, made) => made.setInterval(wrong, 1),
      (_on, made) => made.setImmediate(wrong), (on) => on.setTimeout("1" as never),
      (on) => on.setTimeout(1, 0, null as never), (on) => on.setTimeout(1, 0, { signal: wrong }),
      (on) => on.setTimeout(1, 0, { signal: AbortSignal.abort() }), (on) => on.setImmediate(0, { ref: 1 as never }),
      (on) => on.setInterval("1" as never)[Symbol.asyncIterator]().next(),
      (on) => on.setInterval(1, 0, { signal: AbortSignal.abort() })[Symbol.asyncIterator]().next(),
    ];
    for (const call of calls) {
      assert.deepEqual(await failureOf(() => call(promises, timers)),
        await failureOf(() => call(nativePromises, native as unknown as typeof timers)), String(call));
    }
    assert.deepEqual(await failureOf(() => AbortSignal.timeout(-1)), {
      name: "RangeError", code: "ERR_OUT_OF_RANGE",
      message: 'The value of "delay" is out of range. It must be >= 0 && <= 4294967295. Received -1',
    });
    const { wait } = promises.scheduler;
    assert.throws(() => Reflect.apply(wait, {}, [1]), { code: "ERR_INVALID_THIS" });
  }));

  it("are behind promises, signals and the inactivity of sockets", () => onReactor(async () => {
    const seen: string[] = [];
    assert.equal(await promisify(setTimeout)(1000, "value"), "value");
    assert.equal(await promisify(setImmediate)("at once"), "at once");
    await promises.scheduler.wait(1000);
    await promises.scheduler.yield();
    for await (const value of promises.setInterval(1000, "tick")) if (seen.push(value) === 3) break;
    assert.deepEqual(seen, ["tick", "tick", "tick"]);
    const signal = AbortSignal.timeout(3_600_000);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    assert.equal((signal.reason as Error).name, "TimeoutError");
    const controller = new AbortController();
    setTimeout(() => controller.abort("why"), 10);
    const waiting = promises.setTimeout(20, 0, { signal: controller.signal });
    await assert.rejects(waiting, { name: "AbortError", cause: "why" });
    const socket = new Socket();
    await new Promise<void>((resolve) => socket.setTimeout(3_600_000, resolve));
    socket.destroy();
  }));

  it("are the same functions among the globals and in the module, and are put back as they were", async () => {
    const before = Object.getOwnPropertyDescriptors(timers);
    await onReactor(() => {
      assert.notEqual(setTimeout, native.setTimeout);
      assert.equal(setTimeout, timers.setTimeout);
      assert.equal(clearImmediate, timers.clearImmediate);
      assert.deepEqual([setTimeout.name, setTimeout.length], ["setTimeout", native.setTimeout.length]);
    });
    assert.deepEqual(Object.getOwnPropertyDescriptors(timers), before);
    assert.equal(setTimeout, native.setTimeout);
    assert.equal(promises.setTimeout, nativePromises.setTimeout);
  });
});
