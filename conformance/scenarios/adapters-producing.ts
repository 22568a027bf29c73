import { marked, occurs, order, when } from "../language/build.js";
import type { Scenario } from "../language/scenario.js";
import { adapting } from "./adapters-reading.js";

/** The scenarios of the chapter on adapters: producing. */
export const adapterProducingScenarios: readonly Scenario[] = [
  adapting({
    id: "adapter.produce.pulls",
    title: "the write of the first chunk is not fulfilled for a while",
    ends: [when(marked("asked for the second chunk")), when(marked("the first write is fulfilled"))],
    expect: [order("the source is asked for a chunk when the write before is fulfilled",
      marked("asked for the first chunk"), marked("the first write is fulfilled"),
      marked("asked for the second chunk"))],
  }),
  adapting({
    id: "adapter.produce.ends",
    title: "two sources are produced, one after the other, and the connection is closed",
    ends: [when({ ev: "mark", name: { $has: "the peer received" } })],
    expect: [
      occurs("produce is fulfilled when its source has ended", marked("produced")),
      occurs("the connection is left as it is when a source has ended",
        marked('the peer received "head body more", then done')),
    ],
  }),
  adapting({
    id: "adapter.produce.stops",
    title: "the connection is lost while a chunk is waited for",
    ends: [when(marked("produce is rejected: a ClosedError, lost"))],
    expect: [occurs("the source is told to stop when the connection is lost", marked("the source is told to stop"))],
  }),
  adapting({
    id: "adapter.produce.source-fails",
    title: "the source throws",
    ends: [
      when({ ev: "mark", name: { $has: "produce is rejected" } }),
      when({ ev: "mark", name: { $has: "the peer received" } }),
    ],
    expect: [
      occurs("produce is rejected with what the source throws", marked("produce is rejected with the very value")),
      occurs("the connection is reset when the source throws", marked('the peer received "", then lost')),
    ],
  }),
  adapting({
    id: "adapter.produce.type",
    title: "produce is given other things than iterables",
    ends: [when(marked("witness"))],
    expect: ["Undefined", "Null", "Number", "Object", "Promise"].map((type) =>
      occurs(`produce throws a TypeError for a value of the type ${type}`,
        marked(`produce of [object ${type}] throws TypeError`))),
  }),
];
