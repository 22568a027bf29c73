import type { RuleViolation, UniversalRule } from "../rule.js";

/** What an agent stamps where the subject's clock gives no number. */
const UNREADABLE = -1;

/** The reactor's clock never goes back. */
export const clock: UniversalRule = {
  requirements: ["timer.clock.monotonic"],
  judge(trace) {
    const violations: RuleViolation[] = [];
    let latest = -Infinity;
    for (const event of trace) {
      if (event.t === UNREADABLE) continue;
      if (event.t < latest) {
        const says = `now() went back from ${latest} to ${event.t}`;
        violations.push({ requirement: "timer.clock.monotonic", says, at: event });
      }
      latest = Math.max(latest, event.t);
      if (event.ev === "ended") latest = -Infinity;
    }
    return violations;
  },
};
