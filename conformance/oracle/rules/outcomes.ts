import type { RuleViolation, UniversalRule } from "../rule.js";

/** What has come of one attempt to connect. */
interface Attempt {
  made: boolean;
  outcome: "connected" | "connectFailed" | null;
  /** The protocol's own connectionMade threw: the attempt then fails, though it was made. */
  threw: boolean;
}

/** Each attempt to connect ends in a connection or in a failure: one of the two, and once. */
export const outcomes: UniversalRule = {
  requirements: ["connect.one-outcome", "connect.after-made"],
  judge(trace) {
    const violations: RuleViolation[] = [];
    const attempts = new Map<string, Attempt>();
    const broken = (says: string, at: RuleViolation["at"], requirement = "connect.one-outcome"): void => {
      violations.push({ requirement, says, at });
    };
    for (const event of trace) {
      if (event.ev === "call" && event.op === "connect" && event.connection !== undefined) {
        attempts.set(event.connection, { made: false, outcome: null, threw: false });
        continue;
      }
      const attempt = "connection" in event ? attempts.get(event.connection ?? "") : undefined;
      if (attempt === undefined) continue;
      if (event.ev === "leave" && event.cb === "connectionMade") attempt.threw = event.threw !== undefined;
      if (event.ev !== "enter") continue;
      const { cb, connection } = event;
      if (cb === "connectionMade") {
        if (attempt.outcome === "connectFailed") broken(`${connection} was made after its attempt had failed`, event);
        attempt.made = true;
      } else if (cb === "connected" || cb === "connectFailed") {
        if (attempt.outcome !== null) broken(`the attempt ${connection} had two outcomes`, event);
        if (cb === "connectFailed" && attempt.made && !attempt.threw) {
          broken(`${connection} was made, and its attempt failed`, event);
        }
        if (cb === "connected" && !attempt.made && event.sameTransport !== undefined) {
          broken(`the attempt ${connection} was fulfilled before connectionMade`, event, "connect.after-made");
        }
        attempt.outcome = cb;
      }
    }
    return violations;
  },
};
