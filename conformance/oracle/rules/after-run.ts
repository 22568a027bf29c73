import type { RuleViolation, UniversalRule } from "../rule.js";

/** Continuations of promises that the reactor settled in the run: they are the host's to call, not the reactor's. */
const OUTCOMES: ReadonlySet<string> = new Set(["listening", "listenFailed", "closed", "closeFailed", "connected", "connectFailed"]);

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
        violations.push(runs === 0
          ? { requirement: "lifecycle.run.before", says: `${event.cb} was entered before run was called`, at: event }
          : { requirement: "lifecycle.stop.nothing-after", says: `${event.cb} was entered after run had settled`, at: event });
      }
    }
    return violations;
  },
};
