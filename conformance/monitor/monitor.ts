import type { Reactor } from "../../spec/reactor.js";
import type { Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import type { RuleViolation } from "../oracle/rule.js";
import { permalink } from "../report/report.js";
import type { AgentEvent } from "../trace/events.js";
import { observed } from "./observed.js";
import { observersOf } from "./reactor-observers.js";
import { View } from "./view.js";
import { Watch } from "./watch.js";

// A program may replace what is global.
const later = globalThis.queueMicrotask;
const warn = process.emitWarning.bind(process);

/** Something that the standard forbids, seen in a running program. */
export interface Violation {
  /** The id of the requirement that is broken. */
  readonly requirement: string;
  /** What the requirement says. */
  readonly sentence: string;
  /** Where it can be read. */
  readonly permalink: string;
  /** What was seen, in a plain sentence. */
  readonly says: string;
  /** What led to it: the latest events between the reactor and the program, the forbidden one at the end. */
  readonly events: readonly AgentEvent[];
}

export interface MonitorOptions {
  /**
   * Told of each violation, in a microtask behind it. By default the first of each requirement is a warning of the
   * process, of the type `ReactorStandardWarning` and with the requirement's id as its code.
   */
  readonly onViolation?: (violation: Violation) => void;
}

/** A reactor under observation. */
export interface Monitor {
  /** For the program to use in place of the one that is observed. */
  readonly reactor: Reactor;
  /** How often each requirement was seen broken, by its id. */
  readonly violations: ReadonlyMap<string, number>;
  /** Ends the observation. What the program has of the reactor can be used on. */
  stop(): void;
}

/**
 * Watches a reactor in a running program, and judges it by the rules that hold of every trace, as it goes: by the same
 * oracle as the kit. The reactor that it returns behaves as `reactor` does: arguments, results and errors are passed on
 * unchanged, what is absent stays absent, and each transport, port and handle is one object to the program. What it
 * keeps in mind is bounded by what is alive.
 * @throws TypeError if `reactor` is not an object, or `onViolation` not a function.
 */
export function monitor(reactor: Reactor, options: MonitorOptions = {}): Monitor {
  if (typeof reactor !== "object" || reactor === null) throw new TypeError("the reactor is not an object");
  const { onViolation = warnOnce() } = options;
  if (typeof onViolation !== "function") throw new TypeError("onViolation is not a function");
  const violations = new Map<string, number>();
  const watch = new Watch(() => reactor.now(), () => reactor.running, (violation) => {
    violations.set(violation.requirement, (violations.get(violation.requirement) ?? 0) + 1);
    const told = described(violation, watch.recent());
    later(() => onViolation(told));
  });
  if (reactor.running) watch.begins();
  return {
    reactor: observed(reactor, observersOf(watch, new View(watch))),
    violations,
    stop() {
      watch.seeing = false;
    },
  };
}

const byId: ReadonlyMap<string, Requirement> = new Map(requirements.map((each) => [each.id, each]));

function described({ requirement: id, says }: RuleViolation, events: readonly AgentEvent[]): Violation {
  const requirement = byId.get(id);
  return {
    requirement: id, says, events,
    sentence: requirement?.text ?? "", permalink: requirement === undefined ? "" : permalink(requirement),
  };
}

function warnOnce(): (violation: Violation) => void {
  const warned = new Set<string>();
  return ({ requirement, sentence, permalink: link, says }) => {
    if (warned.has(requirement)) return;
    warned.add(requirement);
    warn(`${says}: ${sentence}`, { type: "ReactorStandardWarning", code: requirement, detail: link });
  };
}
