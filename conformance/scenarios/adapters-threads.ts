import { marked, occurs, order, when } from "../language/build.js";
import type { Scenario } from "../language/scenario.js";
import { adapting } from "./adapters-reading.js";

/** A scenario of one microthread that is over with this mark, and expects it. */
function thread(id: string, title: string, mark: string, says: string): Scenario {
  return adapting({ id, title, ends: [when({ ev: "mark" })], expect: [occurs(says, marked(mark))] });
}

/** The scenarios of the chapter on adapters: microthreads. */
export const adapterThreadScenarios: readonly Scenario[] = [
  adapting({
    id: "adapter.thread.starts",
    title: "a microthread has a line before its first yield",
    ends: [when(marked("the last line"))],
    expect: [order("the lines before the first yield run before microthread returns",
      marked("the first line"), marked("microthread has returned"), marked("the last line"))],
  }),
  adapting({
    id: "adapter.thread.value",
    title: "a microthread yields a promise that is settled, and one that is not",
    ends: [when(marked("yield gave later"))],
    expect: [order("yield gives the values of the promises", marked("yield gave at once"), marked("yield gave later"))],
  }),
  adapting({
    id: "adapter.thread.plain",
    title: "a microthread yields values that are no promises",
    ends: [when({ ev: "mark", name: { $has: "yield of undefined" } })],
    expect: ["7", "seven", "null", "undefined"].map((value) =>
      occurs(`yield of ${value} gives that value`, marked(`yield of ${value} gave ${value}`))),
  }),
  thread("adapter.thread.throws", "a microthread yields a promise that is rejected",
    "yield threw the very value", "yield throws what the promise is rejected with"),
  thread("adapter.thread.returns", "a microthread returns the result of another",
    "fulfilled with a result", "the promise is fulfilled with what the generator returns"),
  thread("adapter.thread.fails", "a microthread throws, and another waits for it",
    "rejected with the very value", "the promise is rejected with what the generator throws"),
  adapting({
    id: "adapter.thread.resumed",
    title: "a microthread waits for a thenable that calls back while it is settled",
    ends: [when(marked("resumed")), when(marked("settled"))],
    expect: [order("the microthread is resumed after the call that settles",
      marked("settling"), marked("settled"), marked("resumed"))],
  }),
  thread("adapter.thread.stack", "a microthread yields 100,000 values that are there already",
    "fulfilled with 100000", "a microthread comes through 100,000 yields"),
  adapting({
    id: "adapter.thread.type",
    title: "microthread is given other things than a function that returns a generator",
    ends: [when(marked("witness"))],
    expect: ["nothing", "a number", "a plain function", "a generator"].map((odd) =>
      occurs(`microthread throws a TypeError for ${odd}`, marked(`microthread of ${odd} throws TypeError`))),
  }),
];
