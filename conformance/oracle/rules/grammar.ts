import type { AgentEvent } from "../../trace/events.js";
import { connectionGrammar, type ConnectionState } from "../../../spec/event-grammar.js";
import type { RuleViolation, UniversalRule } from "../rule.js";

/** Every connection's notifications follow the event grammar of the standard. */
export const grammar: UniversalRule = {
  requirements: [...new Set(connectionGrammar.flatMap((row) => row.next === null ? [row.breaks] : []))],
  judge(trace) {
    const violations: RuleViolation[] = [];
    const states = new Map<string, ConnectionState>();
    for (const event of trace) {
      const name = notificationOf(event);
      if (name === null || !("connection" in event) || event.connection === undefined) continue;
      const state = states.get(event.connection) ?? "connecting";
      const row = connectionGrammar.find((each) => each.state === state && each.event === name);
      if (row === undefined) continue;
      if (row.next === null) {
        violations.push({ requirement: row.breaks, says: `${event.connection}: ${row.says}`, at: event });
      } else {
        states.set(event.connection, row.next);
      }
    }
    return violations;
  },
};

function notificationOf(event: AgentEvent): string | null {
  if (event.ev === "enter") return event.cb;
  if (event.ev === "call" && (event.op === "loseConnection" || event.op === "abortConnection")) return event.op;
  if (event.ev === "leave" && event.threw !== undefined) return "throw";
  return null;
}
