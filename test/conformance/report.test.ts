import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ProofResult } from "../../conformance/driver/proof.js";
import type { ScenarioResult } from "../../conformance/oracle/results.js";
import { digestOf } from "../../conformance/report/canonical-json.js";
import { describeEvent } from "../../conformance/report/describe-event.js";
import { excerpt } from "../../conformance/report/excerpt.js";
import { json } from "../../conformance/report/json.js";
import { killMatrix } from "../../conformance/report/kill-matrix.js";
import { pretty } from "../../conformance/report/pretty.js";
import type { TraceEvent } from "../../conformance/trace/events.js";
import { played, report, result, trace } from "./report-fixture.js";

const plain = { colours: false };

describe("the pretty report", () => {
  const text = pretty(report, plain);
  const has = (...lines: readonly string[]): void => assert.ok(text.includes(`${lines.join("\n")}\n`), text);

  it("gives a verdict a requirement, by area", () => {
    has("timer  1 pass, 2 fail, 1 deviation", "  pass          timer.active", "  FAIL          timer.once");
    has("tcp  2 skip: the profile tcp is not claimed");
  });

  it("shows what a failure broke, what was seen, and where to go from there", () => {
    has(
      "FAIL  timer.once (must)",
      "  The rule of timer.once.",
      "  called twice",
      "  in the scenario timer.once: a call is called once",
      "  times in ms since the scenario began, at 100 of the reactor's clock",
      "                        (3 more)",
      "         4       0.700    call callLater call=a delay=1",
      "                        (2 more)",
      "         6       1.750  enter timedCall call=a",
      "         7       1.800  leave timedCall call=a",
      "         8       1.900  enter timedCall call=other",
      "  >      9       1.950    enter timedCall depth=2 call=a",
      "        10       2.000    leave timedCall depth=2 call=a",
      "  its diagnostics end with:",
      "    | one",
      "    | two\\u0007",
      "  also: a second finding",
      "  rule:  spec/04-timed-calls.md#timer.once",
      "  again: npx reactor-standard test mine.mjs timer.once",
    );
  });

  it("shows the last events of a scenario that did not come to its end", () => {
    has(
      "  waited for a mark",
      "  in the scenario timer.cancel: a cancelled call is not called when its time comes",
      "  times in ms since the scenario began, at 100 of the reactor's clock",
      "                        (3 more)",
    );
  });

  it("lists deviations with their reasons, and what is stale", () => {
    has("Known deviations", "  timer.many (must): It scrambles.", "    https://example.org/1");
    has("The expectation file is out of date",
      "  timer.active passed, though it is listed as a known deviation");
  });

  it("shows what could not be judged", () => {
    has("ERROR  execution.serial (must)", "  the agent broke",
      "  rule:  spec/04-timed-calls.md#execution.serial",
      "  again: npx reactor-standard test mine.mjs execution.serial");
  });

  it("ends with the summary", () => {
    assert.ok(text.endsWith("\nmine does not conform: 1 pass, 2 fail, 1 deviation, 1 error, 2 skip\n"), text);
  });

  it("has colours only where they are wanted", () => {
    assert.ok(!text.includes("\u001b"));
    assert.ok(pretty(report, { colours: true }).includes("\u001b[31mFAIL"));
  });
});

describe("the JSON report", () => {
  const schemaFile = new URL("../../../conformance/report/report.schema.json", import.meta.url);
  const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

  it("is as its schema says", () => {
    assert.ok(validate(JSON.parse(json(report))), JSON.stringify(validate.errors));
  });

  it("is refused by the schema when a part is missing", () => {
    const { summary, ...rest } = JSON.parse(json(report)) as Record<string, unknown>;
    assert.ok(summary);
    assert.ok(!validate(rest));
  });

  it("has the traces of all scenarios, an event a line", () => {
    const { scenarios } = JSON.parse(json(report)) as { readonly scenarios: readonly ScenarioResult[] };
    assert.deepEqual(scenarios.map(({ scenario }) => scenario), ["timer.active", "timer.once", "timer.cancel"]);
    assert.deepEqual(scenarios[0]?.trace, trace);
    assert.ok(json(report).includes(`\n        ${JSON.stringify(trace[0])},\n        ${JSON.stringify(trace[1])},\n`));
  });

  it("cuts the trace of a flood, and says so", () => {
    const flood = Array.from({ length: 10_050 }, (_, i): TraceEvent => ({ seq: i + 1, t: i, ev: "idle" }));
    const scenarios = [played("timer.once", { outcome: "incomplete", message: "flood", trace: flood })];
    const parsed = JSON.parse(json({ ...report, result: { ...result, scenarios } })) as {
      readonly scenarios: readonly {
        readonly trace: readonly unknown[]; readonly omittedEvents: number; readonly sha256: string;
      }[];
    };
    assert.equal(parsed.scenarios[0]?.sha256, digestOf(flood));
    assert.equal(parsed.scenarios[0]?.trace.length, 10_000);
    assert.equal(parsed.scenarios[0]?.omittedEvents, 50);
  });
});

describe("excerpt", () => {
  const seqs = (at: number | null): (number | string)[] => excerpt(trace, at).map((line) =>
    line.kind === "gap" ? `+${line.events}` : line.event.ev === "peer" ? "peer" : line.event.seq);

  it("keeps what was said of the same call, the callback around it, and what followed", () => {
    assert.deepEqual(seqs(9), ["+3", 4, "+2", 6, 7, 8, 9, 10]);
  });
  it("keeps the event before, if there is nothing of the same name", () => {
    assert.deepEqual(seqs(2), [1, 2, 3]);
  });
  it("ends where the kit ended the scenario, if no event is to blame", () => {
    assert.deepEqual(seqs(null), ["+3", 4, 5, "peer", 6, 7, 8, 9, 10]);
  });
  it("takes a trace without events", () => assert.deepEqual(excerpt([], null), []));
});

describe("describeEvent", () => {
  for (const [event, line] of [
    [{ seq: 1, t: 0, ev: "mark", name: "done" }, "mark done"],
    [{ seq: 1, t: 0, ev: "ran", phase: 0 }, "run has settled"],
    [{ ev: "peer", peer: "client", saw: "end", how: "reset", received: { bytes: 5, sha256: "00" } },
      "peer client saw end how=reset received=5 bytes"],
    [{ seq: 1, t: 0, ev: "enter", cb: "connectionMade", depth: 1, connection: "server#1",
      remote: { kind: "tcp", host: "::1", port: 8 } }, "enter connectionMade connection=server#1 remote=[::1]:8"],
    [{ seq: 1, t: 0, ev: "enter", cb: "connectionLost", depth: 1, reason: {
      kind: "lost", error: { type: "Error", message: "cut\n", category: "reset", code: "ECONNRESET", errno: 104 } } },
    'enter connectionLost reason={kind=lost error=Error(reset ECONNRESET "cut\\n")}'],
    [{ seq: 1, t: 0, ev: "return", op: "cancel", n: 1, value: true }, "return cancel value=true"],
  ] as readonly (readonly [TraceEvent, string])[]) {
    it(line, () => assert.equal(describeEvent(event), line));
  }
});

describe("the kill matrix", () => {
  const fault = {
    id: "timer.once", requirement: "timer.once", does: "calls twice", says: "twice", overAgent: null, alsoFails: [],
  };
  const proof: ProofResult = {
    control: [],
    faults: [
      { ...fault, killed: true, byOwnReason: true,
        overAgent: { killed: true, byOwnReason: false, says: "twice elsewhere" } },
      { ...fault, id: "timer.once#2", killed: true, byOwnReason: false },
      { ...fault, id: "timer.cancel", requirement: "timer.cancel", killed: false, byOwnReason: false, says: null,
        alsoFails: ["timer.active"] },
    ],
    oddities: [{ name: "coarse clock", uses: "any resolution", passed: false, failures: ["timer.once: fail: twice"] }],
    holes: [{ requirement: "timer.many", why: "no faulty reactor breaks it" }],
    mute: ["timer.late: timeout of 2000 ms exceeded"],
    exitCode: 1,
  };

  it("has a row a faulty reactor, and tells of all that is amiss", () => {
    assert.equal(killMatrix(proof, plain), [
      "timer  1 of 3 caught",
      "  caught  timer.once: calls twice",
      "  REASON  timer.once#2: calls twice",
      "  PASSES  timer.cancel: calls twice  (with it: timer.active)",
      "",
      "Not caught",
      "  timer.cancel: calls twice; failed instead: timer.active",
      "",
      "Not caught over the agent protocol, or not for its own reason",
      "  timer.once: calls twice; the kit says: twice elsewhere",
      "",
      "Caught for another reason",
      "  timer.once#2: calls twice; the kit says: twice",
      "",
      "Caught in words that name no event and no value",
      "  timer.late: timeout of 2000 ms exceeded",
      "",
      "Lawful oddities",
      "  FAIL  coarse clock: any resolution",
      "        timer.once: fail: twice",
      "",
      "Holes",
      "  timer.many: no faulty reactor breaks it",
      "",
      "not proven: 1 of 3 faulty reactors caught for their own reason, 0 of 1 over the agent protocol, too, "
        + "0 of 1 lawful oddities pass, holes: 1, failures that name nothing: 1",
      "",
    ].join("\n"));
  });
});
