import type { AgentEvent } from "../trace/events.js";
import type { Begin, Reads, UniversalRule } from "./rule.js";
import { afterRun } from "./rules/after-run.js";
import { clock } from "./rules/clock.js";
import { data } from "./rules/data.js";
import { errorShape } from "./rules/error-shape.js";
import { escapes } from "./rules/escapes.js";
import { grammar } from "./rules/grammar.js";
import { leftovers } from "./rules/leftovers.js";
import { outcomes } from "./rules/outcomes.js";
import { ownThread } from "./rules/own-thread.js";
import { portNotifications } from "./rules/port-grammar.js";
import { returnsFirst } from "./rules/returns-first.js";
import { serial } from "./rules/serial.js";
import { timedCallOrder } from "./rules/timed-call-order.js";
import { timedCalls } from "./rules/timed-calls.js";

/** Every rule that is judged on every trace. */
export const universalRules: readonly UniversalRule[] = [
  serial, ownThread, returnsFirst, afterRun, clock, timedCalls, timedCallOrder, grammar, data, outcomes, errorShape,
  leftovers, escapes, portNotifications,
];

/** Begins to judge a trace by all of them at once: each is given the events that it reads. */
export const judgeUniversally: Begin = (tell) => {
  const judges = universalRules.map(({ reads, begin }) => ({ reads, judge: begin(tell) }));
  const byKind = new Map<string, Map<string, readonly Judge[]>>();
  return (event) => {
    const about = aboutOf(event);
    const kind = byKind.get(event.ev);
    let readers = kind?.get(about);
    if (readers === undefined) {
      readers = judges.filter(({ reads }) => isRead(reads, event.ev, about)).map(({ judge }) => judge);
      byKind.set(event.ev, (kind ?? new Map<string, readonly Judge[]>()).set(about, readers));
    }
    for (const judge of readers) judge(event);
  };
};

type Judge = ReturnType<Begin>;

/** The callback or the operation that an event is of. */
function aboutOf(event: AgentEvent): string {
  if (event.ev === "enter" || event.ev === "leave") return event.cb;
  return event.ev === "call" || event.ev === "return" ? event.op : "";
}

function isRead(reads: Reads, ev: AgentEvent["ev"], about: string): boolean {
  if (reads === "all") return true;
  const read = reads[ev];
  return read === true || (read !== undefined && [...read].includes(about));
}
