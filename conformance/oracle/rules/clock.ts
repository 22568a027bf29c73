import type { RuleViolation, UniversalRule } from "../rule.js";

/** The reactor's clock never goes back. */
export const clock: UniversalRule = {
  requirements: ["timer.clock.monotonic"],
  judge(trace) {
    const violations: RuleViolation[] = [];
    let latest = -Infinity;
    for (const event of trace) {
      if (event.t < latest && event.t >= 0) {
        violations.push({ requirement: "timer.clock.monotonic", says: `now() went back from ${latest} to ${event.t}`, at: event });
      }
      latest = Math.max(latest, event.t);
      if (event.ev === "ended") latest = -Infinity;
    }
    return violations;
  },
};
