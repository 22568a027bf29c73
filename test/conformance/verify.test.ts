import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { judge } from "../../conformance/driver/judge.js";
import { resolveSubject } from "../../conformance/driver/resolve-subject.js";
import type { RequirementResult } from "../../conformance/oracle/results.js";
import { canonicalJson, digestOf } from "../../conformance/report/canonical-json.js";
import { json, type JsonReport, type JsonScenario } from "../../conformance/report/json.js";
import { kit, spec } from "../../conformance/report/kit.js";
import { thisEnvironment } from "../../conformance/report/report.js";
import { flawBySchema } from "../../conformance/report/schema.js";
import { flawOfReport, verifyReport } from "../../conformance/report/verify-report.js";
import { requirements } from "../../spec/requirements.js";
import { runIn, subjects } from "./command-line.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A report of the simulated reference on a few rules. */
async function reportOn(...select: readonly string[]): Promise<JsonReport> {
  const request = { kind: "path", path: "reference/simulated.subject.json", inProcess: true } as const;
  const subject = resolveSubject(request, { cwd: root, requirements });
  const result = await judge(subject, {
    select, profiles: null, strict: false, timeoutScale: 4, bail: false, onProgress: () => undefined,
  });
  const report = { kit, spec, environment: thisEnvironment(), subject, result, requirements, rerun: () => "" };
  return JSON.parse(json(report)) as JsonReport;
}

/** The report with its digest made again, as one who changes it would. */
function sealed({ digest: _, ...report }: JsonReport): JsonReport {
  return { ...report, digest: digestOf(report) };
}

type Change<Part> = (part: Part) => Partial<Part>;

function changed<Part>(list: readonly Part[], isMeant: (part: Part) => boolean, change: Change<Part>): readonly Part[] {
  return list.map((part) => isMeant(part) ? { ...part, ...change(part) } : part);
}

describe("verify", () => {
  let report: JsonReport;
  before(async () => {
    report = await reportOn("timer.once", "timer.cancel", "connect.one-outcome");
  });

  const requirement = (id: string, change: Change<RequirementResult>): JsonReport =>
    sealed({ ...report, requirements: changed(report.requirements, (each) => each.id === id, change) });
  const scenario = (id: string, change: Change<JsonScenario>): JsonReport =>
    sealed({ ...report, scenarios: changed(report.scenarios, (each) => each.scenario === id, change) });
  /** The event in which the call is entered that the scenario on timer.once is about. */
  const isEntry = (event: JsonScenario["trace"][number]): boolean =>
    event.ev === "enter" && event.cb === "timedCall" && event.call === "once";
  const traced = (change: (trace: JsonScenario["trace"]) => JsonScenario["trace"], digests = true): JsonReport =>
    scenario("timer.once", ({ trace, sha256 }) => {
      const other = change(trace);
      return { trace: other, sha256: digests ? digestOf(other) : sha256 };
    });
  const rejects = (altered: JsonReport, ...says: readonly RegExp[]): void => {
    assert.equal(flawOfReport(altered), null);
    const { problems } = verifyReport(altered);
    for (const words of says) assert.ok(problems.some((each) => words.test(each)), `${problems.join("\n")}\n${words}`);
    assert.notEqual(problems.length, 0);
  };

  it("makes every verdict once more", () => {
    const { problems, unproven, verdicts, scenarios } = verifyReport(report);
    assert.deepEqual([problems, unproven, verdicts, scenarios], [[], [], 5, report.scenarios.length]);
    assert.equal(flawOfReport(report), null);
  });

  it("rejects a part that was changed, by the digest alone", () => {
    rejects({ ...report, environment: { ...report.environment, node: "v99" } }, /^its digest is not that/);
  });

  it("rejects a verdict that was changed, with all that follows from it", () => {
    rejects(requirement("timer.once", () => ({ verdict: "fail", message: "m" })),
      /^timer\.once: the report says fail, its scenarios say pass$/);
    const worse = requirement("timer.once", () => ({ verdict: "skip", message: "m" }));
    rejects(sealed({ ...worse, summary: { ...report.summary, pass: 4, skip: 1 } }),
      /^timer\.once: the report says skip/);
    rejects(requirement("timer.once", () => ({ level: "should" })), /^timer\.once: the field "level"/);
  });

  it("rejects another summary, another exit code, and what is said to have not occurred", () => {
    rejects(sealed({ ...report, summary: { ...report.summary, pass: 99 } }), /^the summary is /);
    rejects(sealed({ ...report, exitCode: 1 }), /^the exit code is 1, and has to be 0$/);
    rejects(sealed({ ...report, stale: ["nothing"] }), /^what is listed and did not occur is /);
  });

  it("rejects an event that was changed, taken out, or put in", () => {
    const without = (trace: JsonScenario["trace"]): JsonScenario["trace"] => trace.filter((event) => !isEntry(event));
    rejects(traced(without, false), /^timer\.once: the digest of its trace is not that of its events$/);
    rejects(traced(without), /^timer\.once: its trace has the event \d+ behind \d+$/);
    const twice = traced((trace) => trace.flatMap((event) => isEntry(event) ? [event, event] : [event])
      .map((event, index) => event.ev === "peer" ? event : { ...event, seq: index + 1 }));
    rejects(twice, /^timer\.once: the field "findings"/,
      /^timer\.once: the report says pass, its scenarios say fail: /);
    const early = traced((trace) => trace.map((event) => isEntry(event) ? { ...event, t: 0 } as typeof event : event));
    rejects(early, /^timer\.once: the field "findings"/);
    rejects(traced((trace) => [...trace, { ev: "enter" } as never]), /no event: enter needs a text as "cb"$/);
  });

  it("rejects a scenario that is taken out, comes twice, or is another", () => {
    const [first, ...others] = report.scenarios;
    assert.ok(first !== undefined);
    rejects(sealed({ ...report, scenarios: others }), /of the standard is not in it$/);
    rejects(sealed({ ...report, scenarios: [first, ...report.scenarios] }), / is in it twice$/);
    rejects(scenario("timer.once", () => ({ scenario: "timer.delay" })), /is in it and was not to be played$/);
    rejects(scenario("timer.once", () => ({ scenario: "mine" })), /^mine: there is no such scenario$/);
  });

  it("rejects a requirement that is taken out, comes twice, or was not asked for", () => {
    const [first, ...others] = report.requirements;
    assert.ok(first !== undefined);
    rejects(sealed({ ...report, requirements: others, summary: { ...report.summary, pass: 4 } }),
      /: it is not in the report; its scenarios say pass$/);
    rejects(sealed({ ...report, requirements: [first, ...report.requirements] }), /and not to be judged$/);
    rejects(sealed({ ...report, terms: { ...report.terms, select: ["timer.once"] } }), /was not to be played$/);
    rejects(sealed({ ...report, terms: { ...report.terms, profiles: ["core"] } }), /^the profiles of its subject/);
  });

  it("rejects a known deviation that was put in, or taken out", async () => {
    const expectation = { requirement: "timer.once", reason: "It is so.", link: null };
    const expected = sealed({ ...report, terms: { ...report.terms, expectations: [expectation] } });
    const others = [{ ...expectation, requirement: "timer.cancel.result" }];
    rejects(sealed({ ...report, terms: { ...report.terms, expectations: others } }),
      /^what is listed and did not occur is \[\], and has to be \["timer\.cancel\.result passed/);
    assert.deepEqual(verifyReport(expected).problems, [], "a universal rule may deviate elsewhere");

    const directory = mkdtempSync(join(tmpdir(), "verify-"));
    const file = join(directory, "twice.json");
    const args = ["test", "calls-twice.subject.json", "timer.once", "--reporter", `json=${file}`];
    assert.equal((await runIn(subjects, args)).code, 0);
    const deviating = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
    rmSync(directory, { recursive: true });
    assert.deepEqual(verifyReport(deviating).problems, []);
    rejects(sealed({ ...deviating, terms: { ...deviating.terms, expectations: [] } }),
      /^timer\.once: the report says deviation, its scenarios say fail: /, /^the exit code is 0, and has to be 1$/);
  });

  it("rejects a scenario that is said to have ended otherwise than its trace", () => {
    const ending = { kind: "incomplete", message: "waited" } as const;
    rejects(scenario("timer.once", () => ({ ending })), /is said to be incomplete, and its trace is not$/);
    const other = (kind: "gone" | "unsettled"): JsonReport =>
      scenario("timer.once", () => ({ ending: { kind, message: "m" } }));
    rejects(other("gone"), /its process is said to be gone/);
    rejects(other("unsettled"), /not to have settled/);
    rejects(traced((trace) => trace.slice(0, 3)), /is said to be completed, and its trace is not$/);
    rejects(scenario("timer.once", () => ({ ending: null, outcome: "skipped", trace: [], sha256: digestOf([]) })),
      /it has to be played, and was not$/);
    rejects(scenario("timer.once", () => ({ leftUnjudged: true })), /could have been judged, and is not$/);
    const failedBefore = { ending: { kind: "completed" }, trace: [], omittedEvents: 0, sha256: digestOf([]) } as const;
    rejects(scenario("timer.once", () => ({ failedBefore })), /is said to be completed, and its trace is not$/);
  });

  it("knows that not every agent can do something beside a run", async () => {
    const whole = await reportOn("lifecycle.run.idle");
    const skip = { ending: null, outcome: "skipped", message: "m", findings: [], trace: [], sha256: digestOf([]) } as const;
    const skipped = sealed({ ...whole, scenarios: whole.scenarios.map((each) => ({ ...each, ...skip })) });
    assert.deepEqual(verifyReport(skipped).problems.filter((each) => each.includes("has to be played")), []);
  });

  it("does not take on trust what nothing proves", () => {
    for (const [altered, words] of [
      [scenario("timer.once", ({ trace }) => ({ trace: trace.slice(0, 5), omittedEvents: trace.length - 5 })),
        /^timer\.once: \d+ events of its trace are left out$/],
      [scenario("timer.once", () => ({ ending: { kind: "broken", message: "m" }, outcome: "error", message: "m" })),
        /^timer\.once: the agent broke, and only the report says how$/],
    ] as const) {
      const { unproven } = verifyReport(altered);
      assert.ok(unproven.some((each) => words.test(each)), unproven.join("\n"));
    }
  });

  it("does not compare what was judged by another standard", () => {
    const other = sealed({ ...report, spec: { ...report.spec, requirements: "0".repeat(64) } });
    const { problems, verdicts } = verifyReport(other);
    assert.deepEqual([problems, verdicts], [[
      `it was judged by other requirements than this kit has: the report is of ${kit.name} ${kit.version}`,
    ], 0]);
  });

  it("is a command that says what it found, and refuses what is no report", async () => {
    const directory = mkdtempSync(join(tmpdir(), "verify-"));
    const write = (name: string, value: unknown): void => writeFileSync(join(directory, name), JSON.stringify(value));
    write("good.json", report);
    write("altered.json", { ...report, exitCode: 1 });
    write("old.json", { schemaVersion: 1 });
    write("list.json", [report]);
    const good = await runIn(directory, ["verify", "good.json"]);
    assert.equal(good.code, 0);
    assert.match(good.stdout, /^good\.json is verified: 5 verdicts made once more of the traces of \d scenarios, of /);
    const altered = await runIn(directory, ["verify", "altered.json", "--json"]);
    assert.deepEqual([altered.code, (JSON.parse(altered.stdout) as { readonly problems: unknown }).problems], [1, [
      "its digest is not that of what it says: it was changed", "the exit code is 1, and has to be 0",
    ]]);
    for (const [args, says] of [
      [["verify", "old.json"], "old.json: a report of version 1 has no traces that could be judged"],
      [["verify", "list.json"], "list.json: no report: the whole is no object"],
    ] as const) {
      assert.deepEqual(await runIn(directory, args), { code: 2, stdout: "", stderr: `reactor-standard: ${says}\n` });
    }
    rmSync(directory, { recursive: true });
  });
});

describe("canonical JSON", () => {
  it("is the same for equal values, and JSON of them", () => fc.assert(fc.property(fc.jsonValue(), (value) => {
    const text = canonicalJson(value);
    assert.equal(canonicalJson(JSON.parse(text)), text);
    assert.equal(text, canonicalJson(JSON.parse(JSON.stringify(value))));
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
  })));

  it("has the fields in the order of their names", () => {
    assert.equal(canonicalJson({ b: [1, { d: null, c: undefined }], a: "a" }), '{"a":"a","b":[1,{"d":null}]}');
  });
});

describe("a schema", () => {
  const schema = {
    type: "object", required: ["a"],
    properties: {
      a: { type: ["integer", "null"], minimum: 1 }, b: { enum: ["x"] }, c: { const: true },
      d: { type: "array", items: { type: "string", pattern: "^d" } },
    },
    additionalProperties: { type: "boolean" }, propertyNames: { pattern: "^[a-z]$" },
  };
  for (const [value, flaw] of [
    [{ a: null, b: "x", c: true, d: ["d"], e: true }, null], [[], "the whole is no object"], [{}, "a is missing"],
    [{ a: 0 }, "a is less than 1"], [{ a: 1.5 }, "a is no integer or null"], [{ a: 1, b: "y" }, "b is none of x"],
    [{ a: 1, c: 1 }, "c is not true"], [{ a: 1, d: ["d", "e"] }, "d[1] does not match ^d"],
    [{ a: 1, e: 5 }, "e is no boolean"], [{ a: 1, E: true }, "E does not match ^[a-z]$"],
  ] as const) {
    it(`says of ${JSON.stringify(value)}: ${flaw}`, () => assert.equal(flawBySchema(schema, value), flaw));
  }
});
