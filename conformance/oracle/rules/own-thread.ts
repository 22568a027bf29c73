import { universalRule } from "../rule.js";

/** Every callback is entered in the reactor's own thread. */
export const ownThread = universalRule(["thread.from.serial"], { enter: true }, (tell) => (event) => {
  if (event.ev !== "enter" || event.thread === undefined) return;
  const says = `${event.cb} was entered in the thread ${event.thread}`;
  tell({ requirement: "thread.from.serial", says, at: event });
});
