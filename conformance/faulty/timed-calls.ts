import type { Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";

/** The faulty reactors of the chapter on timed calls. */
export const timedCallFaults: readonly Fault[] = [
  {
    breaks: "timer.not-early",
    does: "calls up to a millisecond early, and reports the deadline that was asked for",
    says: "before its deadline",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        const deadline = reactor.now() + delay;
        const handle = reactor.callLater(Math.max(0, delay - 1), callback);
        return override(handle, { get deadline() { return deadline; } });
      },
    }),
  },
  {
    breaks: "timer.once",
    does: "calls every call twice",
    says: "was called twice",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(delay, () => {
        callback();
        reactor.callLater(0, callback);
      }),
    }),
  },
  {
    breaks: "timer.cancel",
    does: "forgets to take a cancelled call out",
    says: "after it was cancelled",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => override(reactor.callLater(delay, callback), { cancel: () => true }),
    }),
  },
];
