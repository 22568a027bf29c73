import assert from "node:assert/strict";
import { judgeExpectations } from "../../conformance/oracle/expectations.js";
import {
  entered, marked, never, occurs, of, order, premise, relation, scenario,
} from "../../conformance/language/build.js";
import type { Expectation } from "../../conformance/language/scenario.js";
import type { TraceEvent } from "../../conformance/trace/events.js";

const trace = ["a", "b", "a", "c"].map((name, i): TraceEvent => ({ seq: i + 1, t: i, ev: "mark", name }));

function judge(...expect: Expectation[]): { says: string; at: number | null; kind: string; requirement: string }[] {
  return judgeExpectations(scenario({ id: "x.y", title: "", phases: [], ends: [], expect }), trace)
    .map(({ says, at, kind, requirement }) => ({ says, at, kind, requirement }));
}

describe("expectations", () => {
  it("hold without a finding", () => {
    assert.deepEqual(judge(
      occurs("", marked("a")), occurs("", marked("a"), 2), occurs("", marked("z"), 0),
      occurs("", marked("a"), { atLeast: 1, atMost: 2 }),
      never("", marked("a"), { after: marked("c") }), never("", marked("c"), { before: marked("b") }),
      never("", marked("a"), { after: marked("z") }),
      order("", marked("a"), marked("b"), marked("a"), marked("c")),
      relation("", { event: marked("b"), field: "t" }, "equals", { event: marked("a"), field: "t", plus: 1 }),
      relation("", { event: marked("b"), field: "t" }, "less than", { event: marked("c"), field: "t" }),
    ), []);
  });

  it("do not count what the agent's clearing up makes happen", () => {
    const expect = [occurs("it is lost", entered("connectionLost"))];
    const source = scenario({ id: "x.y", title: "", phases: [], ends: [], expect });
    const played: TraceEvent[] = [
      { seq: 1, t: 0, ev: "end" },
      { seq: 2, t: 0, ev: "enter", cb: "connectionLost", depth: 1, connection: "c" },
    ];
    assert.deepEqual(judgeExpectations(source, played).map(({ says }) => says),
      ["expected that it is lost; connectionLost never came"]);
  });

  it("say what did not occur, and what came nearest", () => {
    const [finding] = judge(occurs("b comes late", { ev: "mark", name: "b", t: 9 }));
    assert.deepEqual(finding, {
      says: 'expected that b comes late; the mark "b" was made at 1.000 ms: t=1, not 9', at: 2,
      kind: "violation", requirement: "x.y",
    });
  });

  it("say what occurred too often, at the first event too many", () => {
    assert.deepEqual(judge(occurs("a comes once", marked("a"), 1)).map(({ says, at }) => [says, at]),
      [['expected that a comes once; the mark "a" came 2 times, not once: again the mark "a" was made at 2.000 ms',
        3]]);
  });

  it("say what never was to come", () => {
    assert.deepEqual(judge(never("no a comes after b", marked("a"), { after: marked("b") })).map(({ at }) => at), [3]);
    assert.deepEqual(judge(never("no a precedes c", marked("a"), { before: marked("c") })).map(({ at }) => at), [1]);
  });

  it("say which event broke an order", () => {
    assert.equal(judge(order("b follows c", marked("c"), marked("b")))[0]?.says,
      'expected that b follows c; the mark "b" was made at 1.000 ms: too early, for the mark "c" was made at 3.000 ms');
    assert.equal(judge(order("z comes", marked("z")))[0]?.says, 'expected that z comes; the mark "z" was never made');
  });

  it("say which fields do not relate", () => {
    const left = { event: marked("a"), field: "t" };
    assert.equal(judge(relation("a is later", left, "at least", { event: marked("b"), field: "t" }))[0]?.says,
      'expected that a is later; the time of the mark "a" is 0.000 ms; expected is at least 1.000 ms, which is the '
        + 'time of the mark "b"');
    assert.equal(judge(relation("start is there", left, "at most", { event: entered("start"), field: "t" }))[0]?.says,
      "expected that start is there; start never came");
    assert.equal(judge(relation("a is a number", { event: marked("a"), field: "name" }, "at most", left)).length, 1);
  });

  it("say nothing of the subject where a premise does not hold", () => {
    const source = scenario({
      id: "x.y", checks: ["x.y", "x.z"], title: "", phases: [], ends: [],
      expect: [occurs("a comes", marked("a")), premise(occurs("b comes", marked("b")))],
    });
    assert.deepEqual(judgeExpectations(source, []).map(({ requirement, kind, says }) => [requirement, kind, says]), [
      ["x.y", "inconclusive", 'expected that b comes; the mark "b" was never made'],
      ["x.z", "inconclusive", 'expected that b comes; the mark "b" was never made'],
    ]);
  });

  it("are of another requirement, or a premise, where they say so", () => {
    assert.equal(judge(of("u.v", occurs("", marked("z"))))[0]?.requirement, "u.v");
    assert.equal(judge(premise(occurs("", marked("z"))))[0]?.kind, "inconclusive");
  });
});
