import {
  callLater, entered, generated, listen, loseConnection, occurs, of, on, peerEnd, peerTo, scenario, step, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";
import { listOf, witness, witnessed } from "./witness.js";

const COUNT = 47;

/** Of each call a number of its own, far from those beside it. */
const places = listOf(COUNT, (i) => (i * 29 + 11) % COUNT);
const nameOf = (place: number): string => `call ${place}`;

/** Every third call is cancelled, every fifth is moved to where another would be, had that one not been cancelled. */
const cancelled = places.filter((_, i) => i % 3 === 0);
const moved = places.filter((_, i) => i % 5 === 1 && i % 3 !== 0);
const deadlineOf = (place: number): number => 10 + (moved.includes(place) ? (place + 20) % COUNT + 0.5 : place);
const expected = places.filter((place) => !cancelled.includes(place));

const cancel = (place: number): Operation => ({ op: "cancel", call: nameOf(place) });
const reset = (place: number): Operation => ({ op: "reset", call: nameOf(place), delay: deadlineOf(place) });

/** A hundred pieces, each with bytes of its own, and between them one as large as two thousand bytes and more. */
const pieces = listOf(100, (i) => generated(i === 50 ? 2500 : 990 + i, i));

/** The scenarios of what only many of a kind bring about. */
export const manyScenarios: readonly Scenario[] = [
  scenario({
    id: "timer.once/many",
    title: "47 calls are scheduled in disorder, a third of them cancelled, and some moved to the midst of the others",
    checks: ["timer.once", "timer.cancel"],
    phases: [{
      start: [
        ...places.map((place) => callLater(nameOf(place), 10 + place)), ...cancelled.map(cancel), ...moved.map(reset),
        witness(10 + 2 * COUNT),
      ],
    }],
    ends: witnessed,
    expect: [
      // In which order is judged in every trace, by the deadlines that the subject tells.
      ...expected.map((place) =>
        occurs("each of many calls is called once", entered("timedCall", { call: nameOf(place) }), 1)),
      ...cancelled.map((place) => of("timer.cancel",
        occurs("none of many calls that were cancelled is called", entered("timedCall", { call: nameOf(place) }), 0))),
    ],
  }),
  scenario({
    id: "transport.write.order/many",
    title: "a hundred writes of about a kibibyte are made in one callback",
    checks: ["transport.write.order"],
    protocols: {
      server: { reactions: [on("connectionMade", ...pieces.map((data) => write(data)), loseConnection())] },
    },
    peers: { peer: peerTo("listener", step("readEnd")) },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(peerEnd("peer"))],
    expect: [occurs("many small writes arrive in their order", peerEnd("peer", "clean", pieces))],
  }),
];
