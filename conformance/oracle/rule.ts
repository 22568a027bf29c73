import type { AgentEvent, TraceEvent } from "../trace/events.js";

/** A rule that holds of every trace, whatever the scenario. */
export interface UniversalRule {
  /** The requirements that it can find broken. */
  readonly requirements: readonly string[];
  /** The events that can change what it finds: it need not be given others. */
  readonly reads: Reads;
  /** Begins to judge a trace. */
  readonly begin: Begin;
  /** What a whole trace breaks. */
  readonly judge: (trace: readonly AgentEvent[]) => readonly RuleViolation[];
}

/**
 * Begins to judge a trace: the function that is returned is given its events, one by one and in their order, and
 * `tell` what they break. What it keeps is bounded by what is alive in the trace, however long the trace is.
 */
export type Begin = (tell: (violation: RuleViolation) => void) => (event: AgentEvent) => void;

/** Kinds of events: all of a kind, or those of these callbacks or operations. */
export type Reads = Readonly<Partial<Record<AgentEvent["ev"], true | Iterable<string>>>> | "all";

export interface RuleViolation {
  readonly requirement: string;
  readonly says: string;
  readonly at: AgentEvent;
}

export function universalRule(requirements: readonly string[], reads: Reads, begin: Begin): UniversalRule {
  return {
    requirements: [...new Set(requirements)], reads, begin,
    judge(trace) {
      const violations: RuleViolation[] = [];
      const judge = begin((violation) => violations.push(violation));
      for (const event of trace) judge(event);
      return violations;
    },
  };
}

/** The agent's events of a trace, in their order. */
export function agentEvents(trace: readonly TraceEvent[]): AgentEvent[] {
  return trace.filter((event): event is AgentEvent => event.ev !== "peer");
}
