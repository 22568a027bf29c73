import { AsyncLocalStorage } from "node:async_hooks";
import type { Program } from "./program.js";

const DELAY = 50;

/** One timer. */
const timer: Program = {
  uses: ["timers"],
  run: ({ setTimeout }) => new Promise((resolve) => {
    let fired = 0;
    setTimeout(() => resolve({ fired: ++fired }), 1);
  }),
};

/** Timers of different delays and of equal ones, one that is cleared, and an interval. */
const timers: Program = {
  uses: ["timers"],
  run: ({ setTimeout, clearTimeout, setInterval, clearInterval, setImmediate }) => new Promise((resolve) => {
    const order: string[] = [];
    let rounds = 0;
    let immediate = false;
    let isOver = false;
    // A round more would come in the time of one.
    const end = (): void => void setTimeout(() => resolve({ order, rounds, immediate }), 20);
    const interval = setInterval(() => {
      if (++rounds !== 2) return;
      clearInterval(interval);
      if (isOver) end();
    }, 7);
    const cleared = setTimeout(() => order.push("cleared"), 5);
    setTimeout(() => order.push("10, first"), 10);
    setTimeout(() => order.push("20"), 20);
    setTimeout(() => order.push("10, second"), 10);
    setTimeout(() => {
      isOver = true;
      if (rounds >= 2) end();
    }, 60);
    setImmediate(() => {
      immediate = true;
    });
    clearTimeout(cleared);
  }),
};

/** How long a timer of 50 ms takes by the clocks that a program reads. */
const elapsed: Program = {
  uses: ["timers"],
  run: ({ setTimeout, date, now }) => new Promise((resolve) => {
    const begun = { date: date(), now: now() };
    setTimeout(() => resolve({ date: date() - begun.date, now: now() - begun.now }), DELAY);
  }),
};

/** A timer whose callback throws, between others. */
const throwing: Program = {
  uses: ["timers"],
  run: ({ setTimeout }, { uncaught }) => new Promise((resolve) => {
    const caught = uncaught();
    const called: string[] = [];
    setTimeout(() => called.push("before"), 1);
    setTimeout(() => {
      throw new Error("thrown in a timer");
    }, 5);
    setTimeout(() => called.push("after"), 10);
    setTimeout(() => resolve({ called, caught: [...caught] }), 20);
  }),
};

const random: Program = {
  uses: ["randomness"],
  run: ({ random: draw }) => [draw(), draw(), draw(), draw()],
};

const context = new AsyncLocalStorage<string>();

/** In which asynchronous context the callbacks are called that a program gives the host. */
const contexts: Program = {
  uses: ["timers"],
  run: async ({ setTimeout, setImmediate, setInterval, clearInterval }) => ({
    timeout: await context.run("of the timeout", () => new Promise((resolve) => {
      setTimeout(() => resolve(context.getStore() ?? null), 1);
    })),
    immediate: await context.run("of the immediate", () => new Promise((resolve) => {
      setImmediate(() => resolve(context.getStore() ?? null));
    })),
    interval: await context.run("of the interval", () => new Promise((resolve) => {
      const interval = setInterval(() => {
        clearInterval(interval);
        resolve(context.getStore() ?? null);
      }, 1);
    })),
  }),
};

export const timerPrograms = { timer, timers, elapsed, throwing, random, context: contexts };
