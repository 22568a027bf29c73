import assert from "node:assert/strict";
import * as fc from "fast-check";
import { demandWords } from "../../../conformance/explain/demand-words.js";
import { scenarioWords } from "../../../conformance/explain/scenario-words.js";
import { programs } from "../../../conformance/fuzz/arbitrary.js";
import { scenarioOf } from "../../../conformance/fuzz/compose.js";
import type { Pattern } from "../../../conformance/language/pattern.js";
import type { Expectation, Scenario } from "../../../conformance/language/scenario.js";
import { leavesOf } from "../../../conformance/oracle/pattern-words.js";
import { scenarios } from "../../../conformance/scenarios/index.js";

/** Fields of the data that are no words of the interface or of plain English. */
const FIELDS = [
  "atBytes", "atCount", "sameDeadlineAs", "thenOverwrite", "asView", "handsBackFrom", "portOf", "answersStalledAfter",
  "variantOf", "errorHook=", "readEnd", "sendTo", "sendClear", "keepCalling", "inspectCall", "inspectReactor as",
  "standardStreams", "gaveUp", "atMost", "sha256", "reason.kind", "value.", "error.", "keepReferences",
];

function named(id: string): Scenario {
  const scenario = scenarios.find((each) => each.id === id);
  assert.ok(scenario, id);
  return scenario;
}

/** The words that are the kit's own: without what the data give as names and sentences. */
function ownWords(scenario: Scenario): string {
  const { given, when, then } = scenarioWords(scenario);
  const { title, checks, variantOf = title, expect } = scenario;
  const says = [title, variantOf, ...checks, ...expect.map((each) => each.says)]
    .sort((a, b) => b.length - a.length);
  return says.reduce((text, each) => text.replaceAll(each, "").replaceAll(each.slice(1), ""),
    [...given, ...when, ...then].join("\n")).replaceAll(/"(\\.|[^"\\])*"/g, '""').replaceAll("the value undefined", "");
}

function patternsOf(expectation: Expectation): readonly Pattern[] {
  switch (expectation.kind) {
    case "occurs": return [expectation.event];
    case "never": return [expectation.event, expectation.after ?? {}, expectation.before ?? {}];
    case "order": return expectation.events;
    case "relation": return [expectation.left.event, expectation.right.event];
  }
}

describe("the words of the scenarios", () => {
  it("are there for every scenario, in whole sentences", () => {
    for (const scenario of scenarios) {
      const { given, when, then } = scenarioWords(scenario);
      assert.ok(when.length > 0 && then.length > 0, scenario.id);
      for (const each of [...given, ...when, ...then]) {
        assert.match(each, /^\S.*[^\s,;:]\.$/, scenario.id);
        assert.doesNotMatch(each, / {2}|\n|\t| ,|,,| \(\)/, `${scenario.id}: ${each}`);
        assert.ok(each.length < 1600, `${scenario.id}: ${each.length} characters`);
      }
    }
  });

  it("show nothing of the data but names and values", () => {
    for (const scenario of scenarios) {
      const text = ownWords(scenario);
      assert.doesNotMatch(text, /undefined|\[object|[{}[\]$]|=|-----/, `${scenario.id}: ${text}`);
      for (const field of FIELDS) assert.ok(!text.includes(field), `${scenario.id} says ${field}: ${text}`);
    }
  });

  it("are there for any scenario of the language, also for random ones", () => {
    const profiles = new Set(["core", "tcp", "udp", "resolver", "threads"]);
    fc.assert(fc.property(programs(fc, profiles), (program) => {
      const { given, when } = scenarioWords(scenarioOf(program, "random"));
      for (const each of [...given, ...when]) {
        assert.match(each, /^\S.*\.$/);
        assert.doesNotMatch(each.replaceAll(/"(\\.|[^"\\])*"/g, '""'), /undefined|\[object|[{}$]/);
      }
    }), { numRuns: 100, seed: 6 });
  });

  it("are known for every field that an event is asked for, and for no other", () => {
    const patterns = scenarios.flatMap(({ ends, expect }) =>
      [...ends.map(({ event }) => event), ...expect.flatMap(patternsOf)]);
    const fields = scenarios.flatMap(({ expect }) => expect.flatMap((each) =>
      each.kind === "relation" ? [each.left.field, each.right.field] : []));
    const used = new Set([...patterns.flatMap((each) => leavesOf(each)).map(({ path }) => path), ...fields]);
    for (const field of ["ev", "cb", "op", "peer", "saw", "name", "shim"]) used.delete(field);
    assert.deepEqual([...used].sort(), Object.keys(demandWords).sort());
  });

  it("tell of a scenario with a peer what either side does", () => {
    assert.deepEqual(scenarioWords(named("transport.lose.flushes-while-peer-sends")), {
      given: [
        'The protocol "server": on dataReceived, once 1 byte has come, it writes 5 MiB and loses the connection.',
        'The peer "peer" connects to the listener "server", stops reading, sends 1 MiB, waits for the return of '
        + "loseConnection, sends 1 MiB, reads on, waits for 1 MiB in all, sends 64 KiB, waits for the end and then "
        + "ends its sending.",
      ],
      when: [
        'In the first callback of the run the program listens as "server", with the protocol "server", at a free port.',
        'It is over once this has come: the end that the peer "peer" sees and connectionLost of server#1.',
      ],
      then: [
        "Everything written before loseConnection arrives though the peer goes on sending: the end that the peer "
        + '"peer" sees in order and after exactly 5 MiB comes.',
      ],
    });
  });

  it("tell of calls what each does when it is called, and how their times relate", () => {
    assert.deepEqual(scenarioWords(named("timer.from-call")), {
      given: [],
      when: [
        'In the first callback of the run the program computes for 20 ms, schedules the call "delayed" after 10 ms and '
        + 'schedules the call "witness" after 12 ms (when it is called: marks "witness").',
        'It is over once this has come: the mark "witness".',
      ],
      then: [
        "A call does not come before its delay has passed since callLater was called: the clock at the timed call "
        + '"delayed" is at least the clock at the call of callLater of "delayed" plus 9.999.',
      ],
    });
  });

  it("say of a scenario over another kind of connections what it is the same as", () => {
    const variant = named("unix.stream.transports/transport.lose.flushes");
    assert.deepEqual(scenarioWords(variant).given, []);
    assert.deepEqual(scenarioWords(variant).when, ["All is as in transport.lose.flushes, over a UNIX socket."]);
  });

  it("say of a scenario in code that it is, and what it does", () => {
    const { when } = scenarioWords(named("timer.clock.wall"));
    assert.equal(when[0], "Code of the kit plays it, since no data could: the wall clock is set an hour forward and an "
      + "hour back, and the reactor's clock does not notice.");
  });

  it("say of which requirement an expectation is, where that is another than the one that is asked for", () => {
    const scenario = named("transport.abort.discards");
    assert.match(scenarioWords(scenario).then[2] ?? "", /^The peer of an .* a reset \(transport\.abort\.reset\): /);
    const { then } = scenarioWords(scenario, "transport.abort.reset");
    assert.match(then[1] ?? "", /^What was not sent is discarded \(transport\.abort\.discards\): /);
    assert.match(then[2] ?? "", /^The peer of an aborted connection sees a reset: /);
  });

  it("abridge what repeats itself", () => {
    const { when } = scenarioWords(named("timer.not-early"));
    assert.match(when[0] ?? "", /"call 0" after 0.1 ms, .*"call 1" .*, 57 more like these and .*"call 59" /);
  });
});
