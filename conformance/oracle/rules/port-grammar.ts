import type { AgentEvent } from "../../trace/events.js";
import { portGrammar, type PortState } from "../../../spec/port-grammar.js";
import type { RuleViolation, UniversalRule } from "../rule.js";

/** The notifications of every port for datagrams follow the event grammar of the standard. */
export const portNotifications: UniversalRule = {
  requirements: [...new Set(portGrammar.flatMap((row) => row.next === null ? [row.breaks] : []))],
  judge(trace) {
    const violations: RuleViolation[] = [];
    const states = new Map<string, PortState>();
    for (const event of trace) {
      const name = nameOf(event);
      if (name === null || !("port" in event) || event.port === undefined) continue;
      const state = states.get(event.port) ?? "opening";
      const row = portGrammar.find((each) => each.state === state && each.event === name);
      if (row === undefined) continue;
      if (row.next !== null) states.set(event.port, row.next);
      else violations.push({ requirement: row.breaks, says: `${event.port}: ${row.says}`, at: event });
    }
    return violations;
  },
};

function nameOf(event: AgentEvent): string | null {
  if (event.ev === "enter") return event.cb;
  return event.ev === "call" ? event.op : null;
}
