import { universalRule } from "../rule.js";

/** Continuations of promises that the reactor settled in the run: they are the host's to call, not the reactor's. */
const OUTCOMES: ReadonlySet<string> = new Set([
  "listening", "listenFailed", "closed", "closeFailed", "connected", "connectFailed",
  "opened", "openFailed", "threadReturned", "threadFailed",
  "resolved", "resolveFailed",
]);

/** Between a run's end and the next run the reactor enters no callback; nor before its first. */
export const afterRun = universalRule(
  ["lifecycle.stop.nothing-after", "lifecycle.run.before"],
  { run: true, ran: true, enter: true },
  (tell) => {
    let hasRun = false;
    let running = false;
    return (event) => {
      if (event.ev === "run") {
        hasRun = true;
        running = true;
      } else if (event.ev === "ran") {
        running = false;
      } else if (event.ev === "enter" && !running && !OUTCOMES.has(event.cb)) {
        const [requirement, when] = hasRun
          ? ["lifecycle.stop.nothing-after", "after run had settled"] as const
          : ["lifecycle.run.before", "before run was called"] as const;
        tell({ requirement, says: `${event.cb} was entered ${when}`, at: event });
      }
    };
  },
);
