import {
  atBytes, awaits, called, callLater, entered, listen, lost, mark, marked, never, occurs, on, order, peerTo, premise,
  relation, returned, scenario, send, step, text, throwing, when,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import { listOf, ROUNDING, spin, witness, witnessed } from "./witness.js";

const sameDeadline = (event: Pattern): Expectation => premise(relation(
  "the subject gives two calls the same deadline",
  { event, field: "deadline" }, "equals", { event: returned("callLater", { call: "first" }), field: "deadline" },
));

/** The scenarios of the chapter on timed calls: the clock, deadlines and order. */
export const timedCallScenarios: readonly Scenario[] = [
  scenario({
    id: "timer.clock.monotonic",
    title: "the clock does not go back, over a hundred readings in and between callbacks",
    phases: [{
      start: [
        ...listOf(40, (i) => mark(`reading ${i}`)),
        ...listOf(20, (i) => callLater(`call ${i}`, i / 10, mark(`in call ${i}`))),
        witness(3),
      ],
    }],
    ends: witnessed,
    expect: [relation("the clock goes on between callbacks",
      { event: marked("reading 0"), field: "t" }, "less than", { event: marked("witness"), field: "t" })],
  }),
  scenario({
    id: "timer.clock.advances",
    title: "the clock goes on while a callback computes",
    phases: [{ start: [mark("before"), spin(20), mark("after"), witness(1)] }],
    ends: witnessed,
    expect: [relation("now() goes on while a callback runs",
      { event: marked("before"), field: "t" }, "less than", { event: marked("after"), field: "t" })],
  }),
  scenario({
    id: "timer.clock.monotonic/connections",
    title: "the clock does not go back from a timed call to a notification that follows it",
    claims: ["tcp"],
    protocols: { server: { reactions: [on("connectionMade", callLater("busy", 1, spin(20), mark("busy")))] } },
    peers: { peer: peerTo("server", send(text("x")), awaits(marked("busy")), send(text("y")), step("end")) },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(lost("server#1"))],
    expect: [relation("the clock goes on between a timed call and a notification",
      { event: marked("busy"), field: "t" }, "at most", { event: lost("server#1"), field: "t" })],
  }),
  scenario({
    id: "timer.clock.advances/connections",
    title: "the clock goes on while a notification computes",
    claims: ["tcp"],
    protocols: { server: { reactions: [atBytes(1, mark("before"), spin(20), mark("after"))] } },
    peers: { peer: peerTo("server", send(text("x")), step("end")) },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(lost("server#1"))],
    expect: [relation("now() goes on while a notification runs",
      { event: marked("before"), field: "t" }, "less than", { event: marked("after"), field: "t" })],
  }),
  scenario({
    id: "timer.clock.wall",
    title: "the wall clock is set an hour forward and an hour back, and the reactor's clock does not notice",
    binding: "typescript",
    code: "timer.clock.wall",
    phases: [],
    ends: witnessed,
    expect: [
      relation("now() does not go forward with the wall clock",
        { event: marked("set forward"), field: "t" }, "less than",
        { event: marked("unchanged"), field: "t", plus: 1_800_000 }),
      relation("now() does not go back with the wall clock",
        { event: marked("set back"), field: "t" }, "at least", { event: marked("unchanged"), field: "t" }),
    ],
  }),

  scenario({
    id: "timer.deadline",
    title: "the deadline is the clock's reading at the call plus the delay, to the fraction",
    phases: [{
      start: [
        ...listOf(12, (i) => callLater(`call ${i}`, i / 3)),
        spin(5),
        callLater("after a while", 1.5),
        witness(6),
      ],
    }],
    ends: witnessed,
    expect: [
      occurs("callLater gives each call a deadline", returned("callLater", { deadline: { $exists: true } }), 14),
    ],
  }),
  scenario({
    id: "timer.from-call",
    title: "a delay counts from the call of callLater, though its callback has been running for 20 ms",
    phases: [{ start: [spin(20), callLater("delayed", 10), witness(12)] }],
    ends: witnessed,
    expect: [relation("a call does not come before its delay has passed since callLater was called",
      { event: entered("timedCall", { call: "delayed" }), field: "t" }, "at least",
      { event: called("callLater", { call: "delayed" }), field: "t", plus: 10 - ROUNDING })],
  }),
  scenario({
    id: "timer.from-call/connections",
    title: "a delay counts from the call of callLater, though its notification has been running for 20 ms",
    claims: ["tcp"],
    protocols: { server: { reactions: [atBytes(1, spin(20), callLater("delayed", 10), witness(12))] } },
    peers: { peer: peerTo("server", send(text("x"))) },
    phases: [{ start: [listen("server", "server")] }],
    ends: witnessed,
    expect: [relation("a call that a notification schedules does not come before its delay has passed",
      { event: entered("timedCall", { call: "delayed" }), field: "t" }, "at least",
      { event: called("callLater", { call: "delayed" }), field: "t", plus: 10 - ROUNDING })],
  }),
  scenario({
    id: "timer.not-early",
    title: "sixty calls of fractional delays are called no earlier than their deadlines",
    phases: [{ start: listOf(60, (i) => callLater(`call ${i}`, 0.1 + ((i * 7) % 60) * 0.13)) }],
    ends: [when(entered("timedCall"), 60)],
    expect: [occurs("every call is called", entered("timedCall"), 60)],
  }),
  scenario({
    id: "timer.called",
    title: "twenty calls, of no delay, of delays alike and of different ones, are all called",
    phases: [{ start: [...listOf(20, (i) => callLater(`call ${i}`, (i * 7) % 10)), witness(10)] }],
    ends: witnessed,
    expect: listOf(20, (i) =>
      occurs(`timed call ${i} is called when it is due`, entered("timedCall", { call: `call ${i}` }))),
  }),
  scenario({
    id: "timer.called/many",
    title: "five hundred calls that are due together are all called",
    phases: [{ start: [{ op: "repeat", times: 500, do: [callLater("many", 1)] }, spin(5), witness(2)] }],
    ends: witnessed,
    expect: [occurs("every one of many calls that are due together is called",
      entered("timedCall", { call: { $has: "many#" } }), 500)],
  }),
  scenario({
    id: "timer.once",
    title: "a call is called once",
    phases: [{ start: [callLater("once", 1), callLater("at once", 0), witness(5)] }],
    ends: witnessed,
    expect: [
      occurs("the call is called once", entered("timedCall", { call: "once" }), 1),
      occurs("the call without delay is called once", entered("timedCall", { call: "at once" }), 1),
    ],
  }),
  scenario({
    id: "timer.once/throwing",
    title: "a call that throws is called once",
    phases: [{ start: [callLater("throwing", 1, throwing("thrown once")), witness(5)] }],
    ends: witnessed,
    expect: [occurs("the call that throws is called once", entered("timedCall", { call: "throwing" }), 1)],
  }),

  scenario({
    id: "timer.order.deadline",
    title: "calls that are due together come in the order of their deadlines",
    phases: [{
      start: [
        ...listOf(10, (i) => callLater(`call ${i}`, 10 - i)),
        ...listOf(10, (i) => callLater(`close ${i}`, 5 - i * 0.4)), spin(15),
      ],
    }],
    ends: [when(entered("timedCall"), 20)],
    expect: [occurs("every call is called", entered("timedCall"), 20)],
  }),
  ...[11, 12].map((cancelled) => scenario({
    id: `timer.order.deadline/cancelled-${cancelled}`,
    title: `calls keep their order when the one of ${cancelled} ms is cancelled, neither the first nor the last`,
    phases: [{
      start: [
        ...[1, 10, 2, 11, 12, 3, 4].map((delay) => callLater(`in ${delay}`, delay)),
        { op: "cancel", call: `in ${cancelled}` },
        ...[13, 14, 15].map((delay) => callLater(`in ${delay}`, delay)), spin(20), witness(1),
      ],
    }],
    ends: witnessed,
    expect: [occurs("every call but the cancelled one is called", entered("timedCall"), 10)],
  })),
  scenario({
    id: "timer.order.deadline/reset-to-first",
    title: "calls keep their order when one of them is moved before all others",
    phases: [{
      start: [
        ...[10, 20, 30].map((delay) => callLater(`in ${delay}`, delay)),
        { op: "reset", call: "in 20", delay: 1 }, spin(35), witness(1),
      ],
    }],
    ends: witnessed,
    expect: [occurs("every call is called", entered("timedCall"), 4)],
  }),
  scenario({
    id: "timer.order.deadline/no-delay",
    title: "a call without delay does not come before calls that were due when it was scheduled",
    phases: [{
      start: [
        callLater("first due", 1, callLater("no delay, from a callback", 0)), callLater("second due", 2),
        spin(5), callLater("no delay", 0), witness(5),
      ],
    }],
    ends: witnessed,
    expect: ["no delay", "no delay, from a callback"].map((late) =>
      order(`the call "${late}" does not overtake one that was due before it`,
        entered("timedCall", { call: "second due" }), entered("timedCall", { call: late }))),
  }),
  scenario({
    id: "timer.order.deadline/delayed",
    title: "an overdue call that delay moves keeps its place before one that was due after its new deadline",
    phases: [{
      start: [
        callLater("moving", 1, { op: "delay", call: "moved", extra: 1 }), callLater("moved", 2), callLater("other", 5),
        spin(10), witness(1),
      ],
    }],
    ends: witnessed,
    expect: [order("a call that delay moved comes before one with a later deadline",
      entered("timedCall", { call: "moved" }), entered("timedCall", { call: "other" }))],
  }),
  scenario({
    id: "timer.order.equal-deadline",
    title: "twelve calls of one deadline are called in the order in which they were scheduled",
    phases: [{
      start: [
        callLater("first", 40),
        ...listOf(11, (i): Operation => ({ op: "callLater", call: `call ${i}`, delay: 40, sameDeadlineAs: "first" })),
      ],
    }],
    ends: [when(entered("timedCall"), 12)],
    expect: [
      ...listOf(11, (i) => sameDeadline(returned("callLater", { call: `call ${i}` }))),
      order("calls of one deadline come in the order in which they were scheduled",
        entered("timedCall", { call: "first" }),
        ...listOf(11, (i) => entered("timedCall", { call: `call ${i}` }))),
    ],
  }),

  scenario({
    id: "timer.delay.invalid",
    title: "callLater refuses NaN, negative and infinite delays, and schedules nothing",
    phases: [{
      start: [
        callLater("NaN", { odd: "NaN" }), callLater("negative", -1), callLater("tiny negative", -0.001),
        callLater("infinite", { odd: "Infinity" }), callLater("minus infinite", { odd: "-Infinity" }), witness(5),
      ],
    }],
    ends: witnessed,
    expect: ["NaN", "negative", "tiny negative", "infinite", "minus infinite"].flatMap((call) => [
      occurs(`callLater refuses a delay that is ${call}`, returned("callLater", { call, threw: { $exists: true } })),
      never(`a call with a delay that is ${call} is not scheduled`, entered("timedCall", { call })),
    ]),
  }),
  scenario({
    id: "timer.delay.range-error",
    title: "callLater, reset and delay refuse NaN, negative and infinite numbers with a RangeError",
    binding: "typescript",
    phases: [{
      start: [
        callLater("call", 1),
        ...([-1, { odd: "NaN" }, { odd: "Infinity" }] as const).flatMap((delay): Operation[] => [
          callLater("bad", delay), { op: "reset", call: "call", delay }, { op: "delay", call: "call", extra: delay },
        ]),
        witness(5),
      ],
    }],
    ends: witnessed,
    expect: ["callLater", "reset", "delay"].map((op) =>
      occurs(`${op} throws a RangeError for a number that is no duration`,
        returned(op, { threw: { classes: { $with: "RangeError" } } }), 3)),
  }),
  scenario({
    id: "timer.delay.type",
    title: "callLater, reset and delay refuse with a TypeError what is not a number",
    binding: "typescript",
    phases: [{
      start: [
        callLater("call", 1),
        ...(["string", "null", "undefined", "object"] as const).flatMap((odd): Operation[] => [
          callLater("bad", { odd }), { op: "reset", call: "call", delay: { odd } },
          { op: "delay", call: "call", extra: { odd } },
        ]),
        witness(5),
      ],
    }],
    ends: witnessed,
    expect: [
      ...["callLater", "reset", "delay"].map((op) => occurs(`${op} throws a TypeError for what is no number`,
        returned(op, { threw: { classes: { $with: "TypeError" } } }), 4)),
      never("a call with a delay that is no number is not scheduled", entered("timedCall", { call: "bad" })),
    ],
  }),
  scenario({
    id: "timer.callback.type",
    title: "callLater refuses with a TypeError a callback that is no function",
    binding: "typescript",
    phases: [{
      start: [
        ...(["string", "null", "undefined", "object"] as const).map((odd): Operation =>
          ({ op: "callLater", call: "bad", delay: 0, callback: { odd } })),
        witness(5),
      ],
    }],
    ends: witnessed,
    expect: [
      occurs("callLater throws a TypeError for a callback that is no function",
        returned("callLater", { call: "bad", threw: { classes: { $with: "TypeError" } } }), 4),
      never("a callback that is no function is not scheduled", entered("errorHook")),
    ],
  }),
  scenario({
    id: "timer.delay.long",
    title: "calls with delays beyond 2,147,483,647 ms stay pending, and do not come at once",
    phases: [{
      start: [
        callLater("2^31", 2 ** 31), callLater("2^32 + 2", 2 ** 32 + 2), callLater("10^12", 1e12),
        witness(10, ...["2^31", "2^32 + 2", "10^12"].map((call): Operation => ({ op: "inspectCall", call }))),
      ],
    }],
    ends: witnessed,
    expect: ["2^31", "2^32 + 2", "10^12"].flatMap((call) => [
      never(`a call with a delay of ${call} ms is not refused`,
        returned("callLater", { call, threw: { $exists: true } })),
      never(`a call with a delay of ${call} ms does not come at once`,
        entered("timedCall", { call }), { before: marked("witness") }),
      never(`a call with a delay of ${call} ms stays pending`,
        returned("inspectCall", { call, value: { active: false } })),
    ]),
  }),
];
