import type { AgentEvent } from "../../trace/events.js";
import { grammars, type Grammar } from "../../../spec/event-grammar.js";
import type { RuleViolation, UniversalRule } from "../rule.js";

/** What the protocol does that changes what may follow. */
const acts: ReadonlySet<string> = new Set([
  "endWriting", "loseConnection", "abortConnection", "pauseReading", "resumeReading",
]);

/** Every connection's notifications follow the event grammar of the standard. */
export const grammar: UniversalRule = {
  requirements: [...new Set(grammars.flatMap((rows) => rows.flatMap((row) => row.next === null ? [row.breaks] : [])))],
  judge: (trace) => grammars.flatMap((rows) => judgeBy(rows, trace)),
};

function judgeBy(rows: Grammar, trace: readonly AgentEvent[]): RuleViolation[] {
  const violations: RuleViolation[] = [];
  const states = new Map<string, string>();
  for (const event of trace) {
    const name = nameOf(event);
    if (name === null || !("connection" in event) || event.connection === undefined) continue;
    const state = states.get(event.connection) ?? rows[0].state;
    const row = rows.find((each) => each.state === state && each.event === name);
    if (row === undefined) continue;
    if (row.next === null) {
      violations.push({ requirement: row.breaks, says: `${event.connection}: ${row.says}`, at: event });
    } else {
      states.set(event.connection, row.next);
    }
  }
  return violations;
}

function nameOf(event: AgentEvent): string | null {
  if (event.ev === "enter") return event.cb;
  if (event.ev === "call" && acts.has(event.op)) return event.op;
  if (event.ev === "leave" && event.threw !== undefined) return "throw";
  return null;
}
