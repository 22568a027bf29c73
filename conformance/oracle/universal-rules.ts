import type { Begin, UniversalRule } from "./rule.js";
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

/** Begins to judge a trace by all of them at once. */
export const judgeUniversally: Begin = (tell) => {
  const judges = universalRules.map((rule) => rule.begin(tell));
  return (event) => {
    for (const judge of judges) judge(event);
  };
};
