import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { loadSubject } from "../../conformance/agents/js/load-subject.js";
import { InProcessLink } from "../../conformance/driver/in-process-link.js";
import { playOn } from "../../conformance/driver/play-on.js";
import { scenario, when } from "../../conformance/language/build.js";
import {
  callInThread, callsIn, callsInBlocking, marks, returning, threadReturned,
} from "../../conformance/language/build-threads.js";
import type { AgentEvent, TraceEvent } from "../../conformance/trace/events.js";
import { threadHandOver } from "../../spec/thread-hand-over.js";
import { handOver, handOverWords } from "../../tools/drawing/hand-over.js";
import { svgFile } from "../../tools/drawing/svg.js";
import { packageRoot } from "../../tools/spec/spec.js";

/** The same steps as a scenario: what is called `first` and so on in the figure is a thread call here. */
const played = scenario({
  id: "thread.from.order", title: "work hands over to the reactor, and waits for it",
  phases: [{ start: [callInThread("work", marks("work"), callsIn("first"), callsIn("second"),
    callsInBlocking("ask", { returns: 42 }), marks("done"), returning(7))] }],
  ends: [when(threadReturned("work"))], expect: [],
});

/** By what a trace shows each step. */
const shows: Readonly<Record<string, (event: AgentEvent) => boolean>> = {
  "call": (event) => event.ev === "call" && event.op === "callInThread",
  "work": (event) => event.ev === "mark" && event.name === "work",
  "first": (event) => event.ev === "call" && event.call === "first",
  "first entered": (event) => event.ev === "enter" && event.call === "first",
  "second": (event) => event.ev === "call" && event.call === "second",
  "second entered": (event) => event.ev === "enter" && event.call === "second",
  "ask": (event) => event.ev === "call" && event.call === "ask",
  "ask entered": (event) => event.ev === "enter" && event.call === "ask",
  "answer": (event) => event.ev === "return" && event.call === "ask",
  "done": (event) => event.ev === "mark" && event.name === "done",
  "settled": (event) => event.ev === "enter" && event.cb === "threadReturned",
};

async function traceOf(): Promise<readonly TraceEvent[]> {
  const module = await loadSubject(fileURLToPath(new URL("dist/reference/simulated/index.js", packageRoot)));
  const link = new InProcessLink(module, "in process");
  try {
    return (await playOn(link, played, null, { timeoutScale: 1 })).result.trace;
  } finally {
    await link.close();
  }
}

describe("the figure of a hand-over between threads", () => {
  let trace: readonly AgentEvent[] = [];
  const placeOf = (step: string): number => trace.findIndex(shows[step] ?? (() => false));

  before(async () => {
    trace = (await traceOf()).filter((event): event is AgentEvent => event.ev !== "peer");
  });

  it("shows nothing but what the simulated reactor does", () => {
    assert.deepEqual(threadHandOver.map(({ name }) => name).toSorted(), Object.keys(shows).toSorted());
    for (const { name } of threadHandOver) assert.equal(trace.filter(shows[name] ?? (() => false)).length, 1, name);
  });

  it("has each step in the thread in which the simulated reactor does it", () => {
    for (const { name, thread } of threadHandOver) {
      assert.equal(trace[placeOf(name)]?.thread, thread === "reactor" ? undefined : "work", name);
    }
  });

  it("has the order of each thread, and of each hand-over, of the simulated reactor", () => {
    for (const thread of ["reactor", "pool"]) {
      const places = threadHandOver.filter((step) => step.thread === thread).map(({ name }) => placeOf(name));
      assert.deepEqual(places, places.toSorted((one, other) => one - other), thread);
    }
    for (const { name, thread, takes } of threadHandOver) {
      if (takes === undefined) continue;
      assert.ok(placeOf(takes) < placeOf(name), `${name} takes ${takes}`);
      assert.notEqual(threadHandOver.find((step) => step.name === takes)?.thread, thread, name);
    }
  });

  it("draws each step once, with a mark where user code is called, and an arrow for each hand-over", () => {
    const svg = svgFile(handOver(threadHandOver));
    const count = (pattern: RegExp): number => [...svg.matchAll(pattern)].length;
    const marked = threadHandOver.filter(({ callsUserCode }) => callsUserCode).length;
    const texts = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)]
      .map(([, content = ""]) => content.replace(/<[^>]*>/g, ""));
    for (const { code, says = "" } of threadHandOver) {
      assert.equal(texts.filter((each) => each === `${code} ${says}`.trim()).length, 1, code);
    }
    assert.equal(texts.length, threadHandOver.length + 4, "two titles and two lines of the legend beside the steps");
    assert.equal(count(/<path d="M[\d.]+ [\d.]+l5 -5/g), marked + 1);
    assert.equal(count(/<circle/g), threadHandOver.length - marked);
    assert.equal(count(/<polygon/g), threadHandOver.filter(({ takes }) => takes !== undefined).length);
  });

  it("says each step in its text alternative, in the same order", () => {
    const words = handOverWords(threadHandOver);
    const places = threadHandOver.map(({ code, says = "" }) => words.indexOf(`: ${`${code} ${says}`.trim()}`));
    assert.ok(places.every((place, index) => place > (places[index - 1] ?? 0)), String(places));
  });
});
