import { digestOf } from "../language/data.js";
import { entered, marked, MiB, never, occurs, order, scenario, when, type ScenarioSource } from "../language/build.js";
import type { Pattern } from "../language/pattern.js";
import type { Expectation, Scenario } from "../language/scenario.js";

/** What is the same of all scenarios of adapters: they are played in code, over TCP. */
export function adapting(source: Omit<ScenarioSource, "phases" | "code" | "binding">): Scenario {
  return scenario({ ...source, binding: "typescript", code: source.id, claims: ["tcp"], phases: [] });
}

/** A scenario for each style of connections, over when `last` has occurred. */
export function inEachStyle(
  id: string,
  title: string,
  last: Pattern,
  expect: (style: string) => readonly Expectation[],
): readonly Scenario[] {
  return ["iterate", "streams"].map((style) => adapting({
    id: `${id}/${style}`, title: `${title}, in the style ${style}`, ends: [when(last)], expect: expect(style),
  }));
}

/** A scenario for each style, with one expectation: that this is marked. It ends with a mark of the same first word. */
export function marks(id: string, title: string, mark: string, says: string): readonly Scenario[] {
  const [word] = mark.split(" ");
  return inEachStyle(id, title, { ev: "mark", name: { $has: `${word} ` } }, () => [occurs(says, marked(mark))]);
}

const { sha256 } = digestOf({ generate: 300_000, seed: 7 });

/** The scenarios of the chapter on adapters: serving and reading. */
export const adapterReadingScenarios: readonly Scenario[] = [
  ...inEachStyle("adapter.serve", "a connection is made, and lost", marked("after connectionLost"), () => [
    order("serve is called within connectionMade",
      marked("before connectionMade"), marked("serve"), marked("after connectionMade")),
    occurs("serve is called once", marked("serve"), 1),
  ]),
  ...marks("adapter.serve.returns", "the program writes, and its promise is fulfilled",
    'the peer received "goodbye", then done', "the connection is closed in order when serve has come to its end"),
  ...inEachStyle("adapter.serve.fails", "the promise of the program is rejected",
    { ev: "mark", name: { $has: "the peer received" } }, () => [
      occurs("the rejection is reported once", entered("errorHook", { error: { message: "serve failed" } }), 1),
      occurs("the connection is reset when serve has failed", marked('the peer received "", then lost')),
    ]),
  ...inEachStyle("adapter.serve.type", "the adapter is given other things than functions", marked("witness"), (style) =>
    ["undefined", "null", "1", "serve", "[object Object]"].map((odd) =>
      occurs(`the adapter throws a TypeError for ${odd}`, marked(`${style}(${odd}) throws TypeError`)))),

  ...marks("adapter.read.from-start", "the peer talks first, and the consumer begins late",
    'read "first second", then the end', "the consumer reads all that came before it began"),
  ...marks("adapter.read.order", "the peer sends 300,000 bytes in pieces", `read ${sha256}`,
    "the consumer reads exactly what was sent"),
  ...marks("adapter.read.clean", "the peer sends a message and closes", 'read "all of it", then the end',
    "reading ends without an error after a clean end"),
  ...marks("adapter.read.unclean", "the peer resets the connection", 'read "", then a ClosedError, lost',
    "reading fails with a ClosedError when the connection is lost"),
  ...marks("adapter.read.before-error", "the peer sends a message, and later resets the connection",
    "all that was delivered was read, then the ClosedError", "all that was delivered is read before reading fails"),
  ...inEachStyle("adapter.read.bounded", "the peer sends 3 MiB, and the consumer reads a chunk a turn, once it has to",
    marked(`read ${3 * MiB} bytes`), () => [
      never("the adapter pauses reading before it holds more than 1 MiB", marked("not paused with 1 MiB unread")),
    ]),
  ...marks("adapter.read.half-close", "the peer asks, ends its sending, and waits for the answer",
    'the peer received "answer", then done', "the program can answer after the peer's end"),
  adapting({
    id: "adapter.read.concurrent",
    title: "three calls of next wait at once",
    ends: [when(marked("the third read the end"))],
    expect: [order("calls of next are answered in their order",
      marked("the first read 1"), marked("the second read 2"), marked("the third read the end"))],
  }),
  ...marks("adapter.cancel", "the program reads a chunk, writes, and cancels",
    'the peer received "that was enough", then done', "the connection is closed in order when reading is cancelled"),
];
