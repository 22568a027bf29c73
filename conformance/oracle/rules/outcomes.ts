import { Lives } from "../lives.js";
import { universalRule, type RuleViolation } from "../rule.js";

const OF_ATTEMPT: ReadonlySet<string> = new Set(["connectionMade", "connected", "connectFailed"]);

/** What has come of one attempt to connect. */
interface Attempt {
  made: boolean;
  outcome: "connected" | "connectFailed" | null;
  /** The protocol's own connectionMade threw: the attempt then fails, though it was made. */
  threw: boolean;
}

/** Each attempt to connect ends in a connection or in a failure: one of the two, and once. */
export const outcomes = universalRule(
  ["connect.one-outcome", "connect.after-made"],
  { call: ["connect"], enter: OF_ATTEMPT, leave: ["connectionMade"] },
  (tell) => {
    const attempts = new Lives<Attempt>();
    const broken = (says: string, at: RuleViolation["at"], requirement = "connect.one-outcome"): void => {
      tell({ requirement, says, at });
    };
    return (event) => {
      if (event.ev === "call") {
        if (event.op !== "connect" || event.connection === undefined) return;
        attempts.begin(event.connection, { made: false, outcome: null, threw: false });
        return;
      }
      const isOfAttempt = (event.ev === "enter" || event.ev === "leave") && OF_ATTEMPT.has(event.cb);
      const attempt = isOfAttempt ? attempts.get(event.connection ?? "") : undefined;
      if (attempt === undefined || !isOfAttempt) return;
      if (event.ev === "leave") {
        if (event.cb === "connectionMade") attempt.threw = event.threw !== undefined;
        return;
      }
      const { cb, connection = "" } = event;
      if (cb === "connectionMade") {
        if (attempt.outcome === "connectFailed") broken(`${connection} was made after its attempt had failed`, event);
        attempt.made = true;
        return;
      }
      if (attempt.outcome !== null) broken(`the attempt ${connection} had two outcomes`, event);
      if (cb === "connectFailed" && attempt.made && !attempt.threw) {
        broken(`${connection} was made, and its attempt failed`, event);
      }
      if (cb === "connected" && !attempt.made && event.sameTransport !== undefined) {
        broken(`the attempt ${connection} was fulfilled before connectionMade`, event, "connect.after-made");
      }
      attempt.outcome = cb === "connected" ? cb : "connectFailed";
      attempts.end(connection);
    };
  },
);
