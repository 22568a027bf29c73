import type { AgentEvent, TraceEvent } from "../trace/events.js";

/** A rule that holds of every trace, whatever the scenario. */
export interface UniversalRule {
  /** The requirements that it can find broken. */
  readonly requirements: readonly string[];
  readonly judge: (trace: readonly AgentEvent[]) => readonly RuleViolation[];
}

export interface RuleViolation {
  readonly requirement: string;
  readonly says: string;
  readonly at: AgentEvent;
}

/** The agent's events of a trace, in their order. */
export function agentEvents(trace: readonly TraceEvent[]): AgentEvent[] {
  return trace.filter((event): event is AgentEvent => event.ev !== "peer");
}
