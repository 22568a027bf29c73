import { callLater, entered, mark, marked, occurs, order, relation, returned, scenario, when } from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";

const cancel = (call: string): Operation => ({ op: "cancel", call });

/** The scenarios of the chapter on timed calls. */
export const timedCallScenarios: readonly Scenario[] = [
  scenario({
    id: "timer.not-early",
    title: "sixty calls of fractional delays are called no earlier than their deadlines",
    phases: [{
      start: Array.from({ length: 60 }, (_, i) => callLater(`call ${i}`, 0.1 + ((i * 7) % 60) * 0.13)),
    }],
    ends: [when(entered("timedCall"), 60)],
    expect: [occurs("every call is called", entered("timedCall"), 60)],
  }),
  scenario({
    id: "timer.once",
    title: "a call is called once",
    phases: [{ start: [callLater("once", 1), callLater("witness", 5, mark("witness"))] }],
    ends: [when(marked("witness"))],
    expect: [occurs("the call is called once", entered("timedCall", { call: "once" }), 1)],
  }),
  scenario({
    id: "timer.cancel",
    title: "a cancelled call is not called when its time comes",
    phases: [{ start: [callLater("cancelled", 1), cancel("cancelled"), callLater("witness", 5, mark("witness"))] }],
    ends: [when(marked("witness"))],
    expect: [
      occurs("cancel returns true when it prevented the call", returned("cancel", { value: true })),
      occurs("a cancelled call is not called", entered("timedCall", { call: "cancelled" }), 0),
    ],
  }),
  scenario({
    id: "timer.order.equal-deadline",
    title: "twelve calls of one deadline are called in the order in which they were scheduled",
    phases: [{
      start: [
        callLater("call 0", 20),
        ...Array.from({ length: 11 }, (_, i): Operation =>
          ({ op: "callLater", call: `call ${i + 1}`, delay: 20, sameDeadlineAs: "call 0" })),
      ],
    }],
    ends: [when(entered("timedCall"), 12)],
    expect: [
      ...Array.from({ length: 11 }, (_, i) => ({
        premise: true as const,
        ...relation("the subject gives two calls the same deadline",
          { event: returned("callLater", { call: `call ${i + 1}` }), field: "deadline" }, "equals",
          { event: returned("callLater", { call: "call 0" }), field: "deadline" }),
      })),
      order("calls of one deadline come in scheduling order",
        ...Array.from({ length: 12 }, (_, i) => entered("timedCall", { call: `call ${i}` }))),
    ],
  }),
];
