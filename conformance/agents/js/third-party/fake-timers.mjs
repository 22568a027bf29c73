import FakeTimers from "@sinonjs/fake-timers";

// The shim of @sinonjs/fake-timers, for its timers and clocks alone, as the kit asks for a shim: its own install() and
// uninstall(), and nothing around them. Time passes by its own mode `nextAsync`, one timer a turn of the host, since
// nobody ticks while a program runs.

const timers = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate"];
const clocks = ["Date", "performance", "hrtime"];

export function install() {
  const clock = FakeTimers.install({ toFake: [...timers, ...clocks], now: Date.now() });
  clock.setTickMode({ mode: "nextAsync" });
  const isFaked = (method) => clock.methods.includes(method);
  return {
    groups: [...(timers.every(isFaked) ? ["timers"] : []), ...(clocks.every(isFaked) ? ["clock"] : [])],
    // It returns the timers that are still pending.
    uninstall: () => ({ live: clock.uninstall().map(({ type, id }) => `${type} ${id}`) }),
  };
}

/** What its documentation says that it fakes; references from before stay as they were. */
export const declares = { covers: ["timers", "clock"], lateReferences: ["timers", "clock"] };
