import type { Coverage, Group, ShimContext } from "../group.js";
import { pump } from "../pump.js";
import { checkDeep, deepIsPossible, patchDeep } from "./deep.js";
import { patchHttpLimits } from "./http-limits.js";
import { liveImmediates } from "./immediate.js";
import { checkSurface, patchImmediates, patchTimeouts } from "./surface.js";
import { liveTimeouts } from "./timeout.js";

const coverage: Coverage = {
  covered: [
    "setTimeout, setInterval, setImmediate and what clears them: the globals and the module timers",
    "timers/promises: setTimeout, setInterval, setImmediate, scheduler.wait, scheduler.yield",
    "AbortSignal.timeout", "net.Socket.prototype.setTimeout",
    "with --expose-internals on a simulated reactor: every timer of the host's own modules, and how long a request and "
      + "its head may take at an http server",
  ],
  real: [
    "process.nextTick, queueMicrotask and promises: never on the reactor",
    "timers.enroll, timers.active and timers._unrefActive, which are deprecated",
    "unless internals are exposed: functions of timers taken before the install, and the timers of the host's "
      + "own modules; and how long a request and its head may take at an http server",
  ],
  refused: [],
};

/** Deep timers replace what the reactor's own timers would be built on, unless its clock is its own. */
function isDeep({ options }: ShimContext): boolean {
  if (options.timers !== undefined) return options.timers === "deep";
  return options.world !== undefined && deepIsPossible && checkDeep() === null;
}

/** Timers: those that programs set, and where internals are exposed, those of the host's own modules. */
export const timers: Group = {
  name: "timers",
  coverage,
  unfit: ({ options }) => options.timers === "deep" && options.world === undefined
    ? "deep timers need the world of a simulated reactor, which has a clock of its own" : null,
  check: (context) => isDeep(context) ? checkDeep() : checkSurface(),
  patch(journal, context) {
    const deep = isDeep(context);
    const { world, pace } = context.options;
    const unpump = world !== undefined && pace === "quiescence" ? pump(journal, world, context) : () => {};
    const giveBack = deep ? patchDeep(journal, context) : () => {};
    if (deep) patchHttpLimits(journal, context);
    else patchTimeouts(journal, context);
    patchImmediates(journal, context);
    return {
      live: () => [
        ...[...liveTimeouts].map(({ _idleTimeout, _repeat }) =>
          `${_repeat === null ? "timeout" : "interval"} of ${_idleTimeout} ms`),
        ...[...liveImmediates].map(() => "immediate"),
      ],
      undone: () => {
        giveBack();
        unpump();
      },
    };
  },
};
