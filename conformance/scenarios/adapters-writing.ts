import { marked, never, occurs, order, premise, when } from "../language/build.js";
import type { Scenario } from "../language/scenario.js";
import { adapting, inEachStyle, marks } from "./adapters-reading.js";

/** Each way in which a connection can end, with the kind of its reason. */
const endings = [
  "the peer closes, then the program ends: done",
  "the peer resets: lost",
  "the program cancels: done",
  "the program closes its transport: done",
  "the program aborts: aborted",
  "serve throws: failed",
  "the reactor stops: aborted",
];

/** Ends once each of these is marked, and expects each. */
function each(names: readonly string[], says: (name: string) => string): Pick<Scenario, "ends" | "expect"> {
  return {
    ends: names.map((name) => when(marked(name))),
    expect: names.map((name) => occurs(says(name), marked(name))),
  };
}

const styles = ["iterate", "streams"];

/** The scenarios of the chapter on adapters: writing, ending, opening. */
export const adapterWritingScenarios: readonly Scenario[] = [
  ...inEachStyle("adapter.write.drain", "the peer reads nothing for a while, and the program waits for each write",
    marked("all is written"), () => [
      premise(occurs("the connection is held up", marked("held up"))),
      never("no write is fulfilled while the connection is held up", marked("fulfilled while held up")),
      occurs("writing goes on when the connection is no longer held up", marked("all is written")),
    ]),
  ...inEachStyle("adapter.write.bounded", "the program waits for each of its writes, and for nothing else",
    marked("all is written"), () => [
      never("no more is unsent than the program was told there is room for", marked("more than 1 MiB is unsent")),
    ]),
  ...inEachStyle("adapter.write.lost", "the connection is lost while a write waits",
    { ev: "mark", name: { $has: "write" } }, () => [
      occurs("a write that waits is rejected when the connection is lost",
        marked("the write that waits is rejected: a ClosedError, lost")),
    ]),
  ...marks("adapter.write.over", "the program writes after the connection was lost",
    "a late write is rejected: a ClosedError, lost", "a write to a connection that is lost is rejected"),
  ...marks("adapter.write.ended", "the program writes after it has ended its sending side",
    "a write after the end is rejected: TypeError", "a write after the end is rejected with a TypeError"),
  adapting({
    id: "adapter.write.type",
    title: "write is called with other things than a Uint8Array",
    ends: [when(marked("read something"))],
    expect: [
      ...["String", "Number", "Null", "Undefined", "Array", "ArrayBuffer"].map((type) =>
        occurs(`write throws a TypeError for a value of the type ${type}`,
          marked(`write of [object ${type}] throws TypeError`))),
      occurs("the connection is as it was after a write that threw", marked("read something")),
    ],
  }),
  adapting({
    id: "adapter.write.chunk-type",
    title: "a chunk of text is written to the writable stream",
    ...each(["the write is rejected: TypeError", 'the peer received "", then lost'],
      () => "a chunk that is no Uint8Array fails with a TypeError, and the connection is reset"),
  }),
  adapting({
    id: "adapter.write.unheeded",
    title: "the program writes to a connection that is lost, and does not wait for it",
    ends: [when(marked("witness"))],
    expect: [never("a write that nobody waits for is no unhandled rejection", marked("an unhandled rejection"))],
  }),
  ...marks("adapter.end", "the program asks, ends its sending side, and reads the answer",
    'read "answer", then the end', "reading goes on after the sending side was ended"),
  adapting({
    id: "adapter.close",
    title: "the program writes and closes while a next waits",
    ...each(["next gives the end", "close is fulfilled: done", 'the peer received "last words", then done'],
      () => "close delivers, closes, and ends a next that waits"),
  }),

  ...styles.map((style) => adapting({
    id: `adapter.closed/${style}`,
    title: `connections end in every way, in the style ${style}`,
    ...each(endings, (ending) => `closed is fulfilled with the reason when ${ending}`),
  })),
  ...styles.map((style) => adapting({
    id: `adapter.closed.halves/${style}`,
    title: `the two directions end one after the other, in the style ${style}`,
    ...each(["the peer first: done", "the program first: done"],
      (first) => `closed is fulfilled when both directions have ended, ${first}`),
  })),
  ...styles.map((style) => adapting({
    id: `adapter.closed.unread/${style}`,
    title: `the peer sends, and its connection ends; nothing of it is read, in the style ${style}`,
    ...each(["the peer ends, nothing read: done", "the peer resets, nothing read: lost"],
      (ending) => `closed is fulfilled when ${ending}`),
  })),

  adapting({
    id: "adapter.open",
    title: "a connection is opened, and used at once",
    ends: [when(marked("read something"))],
    expect: [order("open gives a connection that works, after connectionMade",
      marked("serve"), marked("opened"), marked("read something"))],
  }),
  adapting({
    id: "adapter.open.fails",
    title: "nobody listens at the address",
    ends: [when(marked("rejected: a failure, refused"))],
    expect: [occurs("open fails with the ReactorError of connect", marked("rejected: a failure, refused"))],
  }),
  adapting({
    id: "adapter.open.cancelled",
    title: "the signal is aborted while the attempt is pending",
    ends: [when({ ev: "mark" })],
    expect: [occurs("open is cancelled by its signal", marked("rejected: a failure, cancelled"))],
  }),
  adapting({
    id: "adapter.open.late-abort",
    title: "the signal is aborted when the connection is open",
    ends: [when({ ev: "mark" })],
    expect: [occurs("the connection works on after its signal was aborted", marked("read something"))],
  }),
  adapting({
    id: "adapter.open.type",
    title: "open is given other things than an adapter",
    ends: [when(marked("witness"))],
    expect: ["undefined", "null", "[object Object]", "iterate"].map((odd) =>
      occurs(`open throws a TypeError for ${odd}`, marked(`open with ${odd} throws TypeError`))),
  }),
];
