import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { linesOf, type Line } from "../../conformance/driver/lines.js";
import { recordsOf } from "../../conformance/driver/trace-records.js";
import { TraceCheck, type CheckResult } from "../../conformance/oracle/check-trace.js";
import { flawOf } from "../../conformance/trace/event-shape.js";
import { runIn, subjects, type Outcome } from "./command-line.js";

/** The bytes in chunks of this size. */
async function* chunked(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function lines(text: string, size = 7): Promise<readonly Line[]> {
  const all: Line[] = [];
  const tooLong = (number: number): never => {
    throw new RangeError(String(number));
  };
  for await (const line of linesOf(chunked(text, size), tooLong)) all.push(line);
  return all;
}

/** What comes of a file with these lines. */
async function checked(text: string): Promise<CheckResult> {
  const check = new TraceCheck(null);
  check.file("t");
  for await (const record of recordsOf(chunked(text, 1000), "t")) check.see(record);
  return check.result();
}

const json = (...lines: readonly object[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
const run = { seq: 1, t: 0, ev: "run", phase: 1 };
const entered = (seq: number, fields: object): object => ({ seq, t: seq, ev: "enter", depth: 1, ...fields });
const made = (seq: number): object => entered(seq, { cb: "connectionMade", connection: "c" });
const ended = { seq: 9, t: 9, ev: "ended", reusable: true };
const found = ({ requirements }: CheckResult): readonly (readonly [string, string])[] =>
  requirements.map(({ id, verdict }) => [id, verdict]);

describe("the lines of a trace", () => {
  it("are the same in whatever chunks they come", () => fc.assert(fc.asyncProperty(
    fc.array(fc.string({ unit: "grapheme", maxLength: 9 }).filter((each) => !/[\r\n]/.test(each))),
    fc.constantFrom("\n", "\r\n"), fc.integer({ min: 1, max: 20 }),
    async (texts, end, size) => {
      const found = await lines(texts.map((each) => `${each}${end}`).join(""), size);
      const expected = texts.map((text, i) => ({ number: i + 1, text, cut: false })).filter(({ text }) => text.trim());
      assert.deepEqual(found, expected);
    })));

  it("count blank ones, and know the last one that has no end", async () => {
    assert.deepEqual(await lines("\ufeffa\r\n\n  \nb"), [
      { number: 1, text: "a", cut: false }, { number: 4, text: "b", cut: true },
    ]);
  });

  it("are not longer than an agent's may be", async () => {
    const long = "x".repeat(2 ** 20 + 1);
    await assert.rejects(lines(`a\n${long}`, 65536), /^RangeError: 2$/);
    await assert.rejects(lines(`a\n${long}\n`, 2 ** 22), /^RangeError: 2$/);
  });
});

describe("an event that was recorded", () => {
  for (const [value, flaw] of [
    [null, "an object is needed"], [[], "an object is needed"], [{ seq: 1 }, 'a text is needed as "ev"'],
    [{ ev: "enter", depth: 1 }, 'enter needs a text as "cb"'],
    [{ ev: "enter", cb: "start" }, 'enter needs a number as "depth"'],
    [{ ev: "mark", name: 5 }, 'mark needs a text as "name"'],
    [{ ev: "escaped", how: "exception" }, 'escaped needs an object as "error"'],
    [{ ev: "call", op: "write", connection: 7 }, 'call needs a text, or nothing, as "connection"'],
    [{ ev: "run", error: null }, 'run needs an object, or nothing, as "error"'],
    [{ ev: "run", reason: { error: 1 } }, 'run needs an object, or nothing, as "reason.error"'],
    [{ ev: "what nobody knows" }, null], [run, null],
  ] as const) {
    it(`is ${flaw === null ? "taken" : "refused"}: ${JSON.stringify(value)}`, () => assert.equal(flawOf(value), flaw));
  }

  it("is judged or refused, whatever it is, and never breaks the oracle", () => fc.assert(fc.asyncProperty(
    fc.array(fc.record({
      seq: fc.oneof(fc.nat(), fc.jsonValue()), t: fc.oneof(fc.double(), fc.jsonValue()),
      ev: fc.constantFrom("run", "ran", "enter", "leave", "call", "return", "escaped", "ended", "mark", "peer", "x"),
      cb: fc.constantFrom("connectionMade", "connectionLost", "connectFailed", "timedCall", "dataReceived"),
      op: fc.constantFrom("connect", "callLater", "cancel", "closePort"), n: fc.jsonValue(), depth: fc.jsonValue(),
      connection: fc.oneof(fc.constant("c"), fc.jsonValue()), call: fc.oneof(fc.constant("a"), fc.jsonValue()),
      port: fc.jsonValue(), error: fc.jsonValue(), reason: fc.jsonValue(), threw: fc.jsonValue(),
      deadline: fc.jsonValue(), left: fc.jsonValue(), during: fc.jsonValue(), bytes: fc.jsonValue(),
    }, { requiredKeys: ["ev"] })),
    async (events) => {
      try {
        await checked(json(...events));
      } catch (error) {
        assert.match(String(error), /^UsageError: t:\d+: |^Error: t:\d+: /);
      }
    })));
});

describe("check", () => {
  it("judges by what holds of every trace, and says where", async () => {
    const result = await checked(json(run, made(2), made(3)));
    assert.deepEqual([found(result), result.places.get("connection.made.once"), result.exitCode],
      [[["connection.made.once", "fail"]], "t:3", 1]);
    assert.deepEqual(result.traces, [{ at: "t:1", scenario: null, events: 3 }]);
  });

  it("finds events that are missing, and events without number or time", async () => {
    assert.deepEqual(found(await checked(json(run, made(3)))), [["agent.seq", "fail"]]);
    assert.deepEqual(found(await checked(json({ ev: "mark", name: "m" }, { seq: 1, ev: "mark", name: "m" }))),
      [["agent.seq", "fail"], ["agent.time", "fail"]]);
    const later = json({ ...run, seq: 40 }, { ev: "peer", peer: "p", saw: "connected" }, made(41));
    assert.deepEqual(found(await checked(later)), []);
  });

  it("takes one scenario after the other, each for itself", async () => {
    const result = await checked(json(run, made(2), { ...ended, seq: 3 }, { ...run, seq: 4 }, made(5)));
    assert.deepEqual([found(result), result.traces.map(({ at, events }) => [at, events])],
      [[], [["t:1", 3], ["t:4", 2]]]);
  });

  it("judges by the scenario that the trace names", async () => {
    const scenario = { op: "scenario", scenario: "timer.once" };
    const end = { seq: 2, t: 1, ev: "end" };
    const complete = found(await checked(json({ op: "hello" }, { ev: "hello" }, scenario, run, end)));
    assert.deepEqual(complete, [["timer.once", "fail"]]);
    assert.deepEqual(found(await checked(json(scenario, run))), [["timer.once", "inconclusive"]]);
    const broken = await checked(json(scenario, run, { ev: "broken", message: "no luck" }));
    assert.deepEqual([found(broken), broken.exitCode], [[["timer.once", "error"]], 3]);
  });

  it("judges by a scenario that is not the kit's, but not by another of the same name", async () => {
    const own = {
      id: "mine", checks: ["mine"], ends: [], expect: [{ kind: "occurs", says: "b", event: { ev: "mark", name: "b" } }],
    };
    const end = { seq: 2, t: 1, ev: "end" };
    const of = (scenario: object): Promise<CheckResult> => checked(json({ op: "scenario", scenario }, run, end));
    assert.deepEqual(found(await of(own)), [["mine", "fail"]]);
    assert.deepEqual(found(await of({ ...own, id: "timer.once", checks: ["timer.once"], expect: [] })),
      [["timer.once", "fail"]]);
  });

  it("refuses a line that is no event, and a scenario that is not there", async () => {
    await assert.rejects(checked("5\n"), /t:1: no event: an object is needed$/);
    await assert.rejects(checked(json({ op: "scenario", scenario: "timer.onec" })),
      /t:1: no scenario timer\.onec; did you mean timer\.once\?$/);
  });

  it("has nothing to judge in nothing", async () => assert.equal((await checked("\n\n")).exitCode, 4));

  it("keeps the words of some findings, and counts the others", async () => {
    const again = Array.from({ length: 3000 }, (_, i) => made(i + 3));
    const [result] = (await checked(json(run, made(2), ...again))).requirements;
    assert.equal(result?.findings.length, 21);
    assert.equal(result?.findings.at(-1), "and 2980 more");
  });
});

describe("the command check", () => {
  let directory: string;
  const main = (args: readonly string[], input?: string): Promise<Outcome> =>
    runIn(directory, ["check", ...args], input);
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "check-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  it("says of what test has recorded what test says of it", async () => {
    const folder = join(directory, "traces");
    const timers = ["timer.once", "timer.cancel"];
    assert.equal((await runIn(subjects, ["test", "conforming.mjs", ...timers, "--trace", folder])).code, 0);
    assert.ok(readdirSync(folder).includes("timer.once~throwing.jsonl"));
    const { code, stdout, stderr } = await main(["traces"]);
    assert.deepEqual([code, stderr], [0, ""], stdout);
    assert.match(stdout, /^nothing is found against it: \d+ events in \d+ traces; \d pass\n$/);

    const file = join(directory, "twice.jsonl");
    assert.equal((await runIn(subjects, ["test", "calls-twice.mjs", "timer.once", "--trace", file])).code, 1);
    const twice = await main(["twice.jsonl"]);
    assert.equal(twice.code, 1);
    assert.match(twice.stdout, /^FAIL {2}timer\.once \(must\)\n {2}A timed call MUST NOT be called more /m);
    assert.match(twice.stdout, /\n {2}> +\d+ +\d+\.\d+ {2}enter timedCall /);
    assert.match(twice.stdout, /\n {2}again: npx reactor-standard check twice\.jsonl\n {2}line: {2}twice\.jsonl:\d+\n/);
    assert.match(twice.stdout, /\nit breaks the standard: \d+ events in \d traces; (\d pass, )?\d fail\n$/);

    const unnamed = readFileSync(file, "utf8").split("\n").filter((line) => !line.startsWith('{"op"')).join("\r\n");
    const input = await main(["-", "--json"], unnamed);
    const { exitCode, traces, requirements } = JSON.parse(input.stdout) as {
      readonly exitCode: number; readonly traces: readonly { readonly scenario: null }[];
      readonly requirements: readonly { readonly id: string; readonly at: string }[];
    };
    assert.deepEqual([input.code, exitCode, traces.every(({ scenario }) => scenario === null)], [1, 1, true]);
    assert.match(requirements.find(({ id }) => id === "timer.once")?.at ?? "", /^standard input:\d+$/);
  });

  it("leaves out a last line that is cut off, and says so", async () => {
    writeFileSync(join(directory, "cut.jsonl"), `${json(run)}{"seq":2,"t":`);
    const { code, stderr } = await main(["cut.jsonl"]);
    assert.deepEqual([code, stderr], [0, "reactor-standard: cut.jsonl:2: the last line is cut off, and is left out\n"]);
  });

  it("refuses what is no trace, with the place", async () => {
    writeFileSync(join(directory, "bad.jsonl"), `${json(run)}\nWelcome!\n`);
    writeFileSync(join(directory, "other.jsonl"), json(run));
    writeFileSync(join(directory, "scenario.json"), JSON.stringify({ id: "x" }));
    for (const [args, says] of [
      [["bad.jsonl"], 'bad.jsonl:3: not JSON: "Welcome!"'],
      [["other.jsonl", "--scenario", "scenario.json"],
        "scenario.json: no scenario: texts as id and checks, and lists as ends and expect"],
      [["nowhere.jsonl"], "nowhere.jsonl: no such file"],
      [[], "TRACE is missing: a file, a folder, or - for standard input"],
    ] as const) {
      const outcome = await main(args);
      assert.deepEqual(outcome, { code: 2, stdout: "", stderr: `reactor-standard: ${says}\n` });
    }
    assert.equal((await main(["-"], "")).code, 4);
  });
});
