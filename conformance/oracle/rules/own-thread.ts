import type { UniversalRule } from "../rule.js";

/** Every callback is entered in the reactor's own thread. */
export const ownThread: UniversalRule = {
  requirements: ["thread.from.serial"],
  judge: (trace) => trace.flatMap((event) => {
    if (event.ev !== "enter" || event.thread === undefined) return [];
    const says = `${event.cb} was entered in the thread ${event.thread}`;
    return [{ requirement: "thread.from.serial", says, at: event }];
  }),
};
