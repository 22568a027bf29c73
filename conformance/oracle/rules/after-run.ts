import type { RuleViolation, UniversalRule } from "../rule.js";

/** Continuations of promises that the reactor settled in the run: they are the host's to call, not the reactor's. */
const OUTCOMES: ReadonlySet<string> = new Set([
  "listening", "listenFailed", "closed", "closeFailed", "connected", "connectFailed",
  "opened", "openFailed", "threadReturned", "threadFailed",
  "resolved", "resolveFailed",
]);

/** Between a run's end and the next run the reactor enters no callback; nor before its first. */
export const afterRun: UniversalRule = {
  requirements: ["lifecycle.stop.nothing-after", "lifecycle.run.before"],
  judge(trace) {
    const violations: RuleViolation[] = [];
    let runs = 0;
    let running = false;
    for (const event of trace) {
      if (event.ev === "run") {
        runs++;
        running = true;
      } else if (event.ev === "ran") {
        running = false;
      } else if (event.ev === "enter" && !running && !OUTCOMES.has(event.cb)) {
        const [requirement, when] = runs === 0
          ? ["lifecycle.run.before", "before run was called"] as const
          : ["lifecycle.stop.nothing-after", "after run had settled"] as const;
        violations.push({ requirement, says: `${event.cb} was entered ${when}`, at: event });
      }
    }
    return violations;
  },
};
