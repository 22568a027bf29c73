import {
  atBytes, callLater, connect, entered, listen, mark, marked, never, occurs, on, scenario, text, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { ProtocolScript, Scenario } from "../language/scenario.js";
import { spin } from "./witness.js";

// Whoever is starved is compared with the rounds that the other one makes meanwhile, never with time.
const ROUNDS = 10_000;
/** When the bouncing counts as lasting. */
const WARM = 100;

const echo: Operation = { op: "echo" };
const over = mark("over");

/** Bounces what it receives; with `first` to begin with, and with what to do when the bytes received reach `at`. */
function bouncing(first: boolean, ...at: readonly (readonly [number, ...Operation[]])[]): ProtocolScript {
  return {
    quiet: true,
    reactions: [
      ...(first ? [on("connectionMade", write(text("x")))] : []),
      ...at.map(([bytes, ...then]) => atBytes(bytes, ...then)),
      on("dataReceived", echo),
    ],
  };
}

/** The scenarios of the chapter on the execution model: fairness. */
export const fairnessScenarios: readonly Scenario[] = [
  scenario({
    id: "execution.fair.io",
    title: "an echo comes through beside a call without delay that goes on scheduling itself",
    protocols: {
      server: { reactions: [on("connectionMade", write(text("hello"))), on("dataReceived", echo)] },
      client: {
        reactions: [
          atBytes(5, write(text("ping")),
            { op: "keepCalling", delay: 0, atMost: ROUNDS, until: "over", gaveUp: "starved" }),
          atBytes(9, mark("echoed"), over),
        ],
      },
    },
    phases: [{ start: [listen("server", "server", connect("client", "client", { listener: "server" }))] }],
    ends: [when(marked("over"))],
    expect: [never(`an echo comes within ${ROUNDS} calls without delay`, marked("starved"))],
  }),
  scenario({
    id: "execution.fair.timers",
    title: "a call that is due comes though a byte goes to and fro between two connections all the time",
    protocols: {
      server: bouncing(false),
      client: bouncing(true, [WARM, callLater("due", 1, over), spin(2)], [WARM + ROUNDS, mark("starved"), over]),
    },
    phases: [{ start: [listen("server", "server", connect("client", "client", { listener: "server" }))] }],
    ends: [when(marked("over"))],
    expect: [
      never(`a call that is due comes within ${ROUNDS} chunks of data`, marked("starved")),
      occurs("the call that is due is called", entered("timedCall", { call: "due" })),
    ],
  }),
  scenario({
    id: "execution.fair.connections",
    title: "an echo comes through beside a byte that goes to and fro on another connection all the time",
    protocols: {
      "other server": { reactions: [on("dataReceived", echo)] },
      other: { reactions: [atBytes(4, mark("echoed"), over)] },
      server: bouncing(false),
      client: bouncing(true, [WARM, write(text("ping"), "other")], [WARM + ROUNDS, mark("starved"), over]),
    },
    phases: [{
      start: [listen("others", "other server", {
        op: "connect", connection: "other", protocol: "other", to: { listener: "others" },
        on: { connected: [listen("server", "server", connect("client", "client", { listener: "server" }))] },
      })],
    }],
    ends: [when(marked("over"))],
    expect: [never(`an echo comes within ${ROUNDS} chunks of another connection`, marked("starved"))],
  }),
];
