import { createReactor } from "../../reference/node/index.js";
import type { Reactor } from "../../spec/reactor.js";
import { measured, type Contender, type Sample, type Workload } from "./contender.js";

const CALLS = 200_000;

/** Timeouts that never come, as most do not. */
export const cancelled: Workload = {
  name: `${CALLS.toLocaleString("en")} timed calls, scheduled and cancelled`,
  unit: "call",
  open: () => contenders(
    (delays) => measured(CALLS, async () => {
      const timeouts = delays.map((delay) => setTimeout(() => undefined, delay));
      for (const timeout of timeouts) clearTimeout(timeout);
    }),
    (reactor, delays) => measured(CALLS, async () => {
      const calls = delays.map((delay) => reactor.callLater(delay, () => undefined));
      for (const call of calls) call.cancel();
    }),
    10_000,
  ),
};

/** Calls that all come, within a fifth of a second. */
export const called: Workload = {
  name: `${CALLS.toLocaleString("en")} timed calls, scheduled and called`,
  unit: "call",
  open: () => contenders(
    (delays) => measured(CALLS, () => all((done) => delays.forEach((delay) => setTimeout(done, delay)))),
    (reactor, delays) => measured(CALLS, () => all((done) => delays.forEach((delay) => reactor.callLater(delay, done)))),
    200,
  ),
};

async function contenders(
  host: (delays: readonly number[]) => Promise<Sample>,
  reference: (reactor: Reactor, delays: readonly number[]) => Promise<Sample>,
  longest: number,
): Promise<readonly [Contender, Contender]> {
  const delays = Array.from({ length: CALLS }, (_, i) => 1 + (i * 7919) % longest);
  const reactor = createReactor();
  const run = reactor.run();
  await new Promise<void>((resolve) => reactor.callLater(0, resolve));
  return [
    { name: "Node's timers", run: () => host(delays) },
    {
      name: "the reference on Node",
      run: () => reference(reactor, delays),
      close() {
        reactor.stop();
        return run;
      },
    },
  ];
}

/** Settles when `done` was called as often as there are calls. */
function all(schedule: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    let left = CALLS;
    schedule(() => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
}
