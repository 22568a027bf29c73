import {
  called, callLater, entered, mark, marked, never, occurs, order, premise, relation, returned, scenario, when,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import { ROUNDING, spin, witness, witnessed } from "./witness.js";

const cancel = (call: string): Operation => ({ op: "cancel", call });
const inspect = (call: string): Operation => ({ op: "inspectCall", call });
const reset = (call: string, delay: number): Operation => ({ op: "reset", call, delay });
const delay = (call: string, extra: number): Operation => ({ op: "delay", call, extra });

const cancelReturned = (call: string, value: boolean): Pattern => returned("cancel", { call, value });
const inspected = (call: string, active: boolean): Pattern =>
  returned("inspectCall", { call, value: { active } });

/** Eleven days: no run waits for it. */
const FAR = 1e9;

const sameDeadline = (event: Pattern): Expectation => premise(relation("the subject gives calls the same deadline",
  { event, field: "deadline" }, "equals", { event: returned("callLater", { call: "first" }), field: "deadline" }));

/** The scenarios of the chapter on timed calls: what is done with a call that is scheduled. */
export const timedCallHandleScenarios: readonly Scenario[] = [
  scenario({
    id: "timer.cancel",
    title: "a cancelled call is not called when its time comes",
    phases: [{ start: [callLater("cancelled", 1), cancel("cancelled"), witness(5)] }],
    ends: witnessed,
    expect: [never("a cancelled call is not called", entered("timedCall", { call: "cancelled" }))],
  }),
  scenario({
    id: "timer.cancel/rearmed",
    title: "calls that were reset and delayed are not called when they are cancelled afterwards",
    phases: [{
      start: [
        callLater("reset", 60_000), reset("reset", 1), cancel("reset"),
        callLater("delayed", 1), delay("delayed", 1), cancel("delayed"), witness(5),
      ],
    }],
    ends: witnessed,
    expect: ["reset", "delayed"].map((call) =>
      never("a cancelled call is not called, though it was re-armed before", entered("timedCall", { call }))),
  }),
  scenario({
    id: "timer.cancel.due",
    title: "the first of two due calls cancels the second",
    phases: [{
      start: [callLater("first", 1, cancel("second")), callLater("second", 2), spin(5), witness(5)],
    }],
    ends: witnessed,
    expect: [
      never("cancel of a call that is due returns true", cancelReturned("second", false)),
      never("a call that is cancelled when it is due is not called", entered("timedCall", { call: "second" })),
    ],
  }),
  scenario({
    id: "timer.cancel.result",
    title: "cancel returns true for a pending call, and false afterwards, in its own callback and behind it",
    phases: [{
      start: [
        callLater("pending", 1), cancel("pending"), mark("cancelled"), cancel("pending"),
        callLater("no delay", 0), cancel("no delay"),
        callLater("begun", 1, cancel("begun")), callLater("over", 1),
        witness(5, cancel("over")),
      ],
    }],
    ends: witnessed,
    expect: [
      order("cancel of a pending call returns true", cancelReturned("pending", true), marked("cancelled")),
      occurs("cancel of a pending call without delay returns true", cancelReturned("no delay", true)),
      order("a second cancel returns false", marked("cancelled"), cancelReturned("pending", false)),
      occurs("cancel of a call by its own callback returns false", cancelReturned("begun", false)),
      occurs("cancel of a call that is over returns false", cancelReturned("over", false)),
    ],
  }),
  scenario({
    id: "timer.active",
    title: "a call is active until it is cancelled or begins",
    phases: [{
      start: [
        callLater("pending", 10_000), inspect("pending"),
        callLater("cancelled", 1), cancel("cancelled"), inspect("cancelled"),
        callLater("due", 1), spin(5), inspect("due"),
        callLater("begun", 1, inspect("begun")), callLater("over", 1),
        witness(5, inspect("over")),
      ],
    }],
    ends: witnessed,
    expect: [
      occurs("a pending call is active", inspected("pending", true)),
      occurs("a cancelled call is inactive", inspected("cancelled", false)),
      occurs("a call that is due, and has not begun, is active", inspected("due", true)),
      occurs("a call is inactive in its own callback", inspected("begun", false)),
      occurs("a call that is over is inactive", inspected("over", false)),
    ],
  }),

  scenario({
    id: "timer.rearm.from-call",
    title: "reset sets the deadline to the clock's reading plus the delay",
    phases: [{ start: [callLater("moved", 30), spin(5), reset("moved", 40), inspect("moved"), witness(1)] }],
    ends: witnessed,
    expect: [
      relation("the deadline that reset gives is no earlier than its call plus the delay",
        { event: returned("inspectCall", { call: "moved" }), field: "value.deadline" }, "at least",
        { event: called("reset"), field: "t", plus: 40 - ROUNDING }),
      relation("the deadline that reset gives is no later than its return plus the delay",
        { event: returned("inspectCall", { call: "moved" }), field: "value.deadline" }, "at most",
        { event: returned("reset"), field: "t", plus: 40 + ROUNDING }),
    ],
  }),
  scenario({
    id: "timer.rearm.from-deadline",
    title: "delay adds to the deadline that the call had, however late it is asked to",
    phases: [{ start: [callLater("moved", 30), spin(5), delay("moved", 7.5), inspect("moved"), witness(1)] }],
    ends: witnessed,
    expect: [
      relation("the deadline that delay gives is no earlier than the former one plus the extra",
        { event: returned("inspectCall", { call: "moved" }), field: "value.deadline" }, "at least",
        { event: returned("callLater", { call: "moved" }), field: "deadline", plus: 7.5 - ROUNDING }),
      relation("the deadline that delay gives is no later than the former one plus the extra",
        { event: returned("inspectCall", { call: "moved" }), field: "value.deadline" }, "at most",
        { event: returned("callLater", { call: "moved" }), field: "deadline", plus: 7.5 + ROUNDING }),
    ],
  }),
  scenario({
    id: "timer.rearm.from-deadline/again",
    title: "a call is delayed twice",
    phases: [{
      start: [
        callLater("moved", 30), delay("moved", 7.5), spin(5), delay("moved", 2.5), inspect("moved"), witness(1),
      ],
    }],
    ends: witnessed,
    expect: [
      relation("each delay adds to the deadline that the one before gave",
        { event: returned("inspectCall", { call: "moved" }), field: "value.deadline" }, "at least",
        { event: returned("callLater", { call: "moved" }), field: "deadline", plus: 10 - ROUNDING }),
      relation("two delays add no more than both extras",
        { event: returned("inspectCall", { call: "moved" }), field: "value.deadline" }, "at most",
        { event: returned("callLater", { call: "moved" }), field: "deadline", plus: 10 + ROUNDING }),
    ],
  }),
  scenario({
    id: "timer.rearm.later",
    title: "calls that reset and delay put off are not called at their former deadlines",
    phases: [{
      start: [
        witness(6), callLater("reset", 2), callLater("delayed", 2), reset("reset", 12), delay("delayed", 10),
      ],
    }],
    ends: [when(entered("timedCall"), 3)],
    expect: ["reset", "delayed"].map((call) =>
      order(`the call "${call}" is not called at its former deadline`,
        marked("witness"), entered("timedCall", { call }))),
  }),
  scenario({
    id: "timer.rearm.later/due",
    title: "the first of two calls that are due together puts the second off",
    phases: [{
      start: [
        callLater("first", 1, reset("put off when due", 50)), callLater("put off when due", 2), spin(5), witness(20),
      ],
    }],
    ends: [when(entered("timedCall", { call: "put off when due" }))],
    expect: [order('the call "put off when due" is not called at its former deadline',
      marked("witness"), entered("timedCall", { call: "put off when due" }))],
  }),
  scenario({
    id: "timer.rearm.earlier",
    title: "a call that reset brings forward is called at its new deadline",
    phases: [{ start: [callLater("forward", 60_000), reset("forward", 3), witness(20)] }],
    ends: witnessed,
    expect: [order("a call that was brought forward is called at its new deadline",
      entered("timedCall", { call: "forward" }), marked("witness"))],
  }),
  scenario({
    id: "timer.rearm.earlier/alone",
    title: "the only call that is pending is brought forward",
    phases: [{ start: [callLater("forward", FAR), reset("forward", 3)] }],
    ends: [when(entered("timedCall", { call: "forward" }))],
    expect: [relation("a call that is brought forward, and the only one, is not called at its former deadline",
      { event: entered("timedCall", { call: "forward" }), field: "t" }, "less than",
      { event: returned("callLater", { call: "forward" }), field: "deadline" })],
  }),
  scenario({
    id: "timer.rearm.order",
    title: "of two calls with one deadline the one that was re-armed comes last, though it was scheduled first",
    phases: [{
      start: [
        callLater("first", 30), { op: "callLater", call: "second", delay: 30, sameDeadlineAs: "first" },
        delay("first", 0),
      ],
    }],
    ends: [when(entered("timedCall"), 2)],
    expect: [
      ...[returned("callLater", { call: "second" }), returned("delay", { call: "first" })].map(sameDeadline),
      order("a re-armed call comes after one that had its new deadline already",
        entered("timedCall", { call: "second" }), entered("timedCall", { call: "first" })),
    ],
  }),
  scenario({
    id: "timer.rearm.order/three",
    title: "of three calls with one deadline the one that was re-armed comes last, though it was scheduled first",
    phases: [{
      start: [
        callLater("first", 30),
        ...["second", "third"].map((call): Operation =>
          ({ op: "callLater", call, delay: 30, sameDeadlineAs: "first" })),
        delay("first", 0),
      ],
    }],
    ends: [when(entered("timedCall"), 3)],
    expect: [
      ...[
        returned("callLater", { call: "second" }), returned("callLater", { call: "third" }),
        returned("delay", { call: "first" }),
      ].map(sameDeadline),
      order("a re-armed call comes after all that had its new deadline already",
        ...["second", "third", "first"].map((call) => entered("timedCall", { call }))),
    ],
  }),
  scenario({
    id: "timer.rearm.invalid",
    title: "reset and delay refuse NaN, negative and infinite numbers, and leave the deadline as it is",
    phases: [{
      start: [
        callLater("call", 10),
        ...([-1, { odd: "NaN" }, { odd: "Infinity" }, { odd: "-Infinity" }] as const).flatMap((bad): Operation[] => [
          { op: "reset", call: "call", delay: bad }, { op: "delay", call: "call", extra: bad },
        ]),
        inspect("call"), witness(12),
      ],
    }],
    ends: witnessed,
    expect: [
      occurs("reset refuses a number that is no duration", returned("reset", { threw: { $exists: true } }), 4),
      occurs("delay refuses a number that is no duration", returned("delay", { threw: { $exists: true } }), 4),
      relation("a refused number leaves the deadline as it is",
        { event: returned("inspectCall"), field: "value.deadline" }, "equals",
        { event: returned("callLater", { call: "call" }), field: "deadline" }),
      occurs("the call is called once after refused numbers", entered("timedCall", { call: "call" }), 1),
    ],
  }),
  scenario({
    id: "timer.rearm.finished",
    title: "reset and delay do not revive a call that was cancelled, has begun or is over",
    phases: [{
      start: [
        callLater("cancelled", 1), cancel("cancelled"), reset("cancelled", 2), delay("cancelled", 2),
        callLater("begun", 1, reset("begun", 2), delay("begun", 2)),
        callLater("over", 1), callLater("later", 5, reset("over", 2), delay("over", 2), witness(10)),
      ],
    }],
    ends: witnessed,
    expect: [
      occurs("a cancelled call is not revived", entered("timedCall", { call: "cancelled" }), 0),
      occurs("a call is not revived by its own callback", entered("timedCall", { call: "begun" }), 1),
      occurs("a call that is over is not revived", entered("timedCall", { call: "over" }), 1),
    ],
  }),
  scenario({
    id: "timer.rearm.result",
    title: "reset and delay return true for a pending call, and false for one that is cancelled, begun or over",
    phases: [{
      start: [
        callLater("pending", 10_000), reset("pending", 20_000), delay("pending", 1),
        callLater("unmoved", 10_000), delay("unmoved", 0),
        callLater("cancelled", 1), cancel("cancelled"), reset("cancelled", 2), delay("cancelled", 2),
        callLater("begun", 1, reset("begun", 2), delay("begun", 2)),
        callLater("over", 1), callLater("later", 5, reset("over", 2), delay("over", 2), witness(1)),
      ],
    }],
    ends: witnessed,
    expect: [
      ...["reset", "delay"].flatMap((op) => [
        occurs(`${op} of a pending call returns true`, returned(op, { call: "pending", value: true })),
        occurs(`${op} of a cancelled call returns false`, returned(op, { call: "cancelled", value: false })),
        occurs(`${op} of a call by its own callback returns false`, returned(op, { call: "begun", value: false })),
        occurs(`${op} of a call that is over returns false`, returned(op, { call: "over", value: false })),
      ]),
      occurs("delay of a pending call by nothing returns true",
        returned("delay", { call: "unmoved", value: true })),
    ],
  }),
];
