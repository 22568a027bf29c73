import assert from "node:assert/strict";
import { judgeExpectations } from "../../conformance/oracle/expectations.js";
import { entered, marked, never, occurs, of, order, premise, relation, scenario } from "../../conformance/language/build.js";
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
    const source = scenario({ id: "x.y", title: "", phases: [], ends: [], expect: [occurs("lost", entered("connectionLost"))] });
    const played: TraceEvent[] = [
      { seq: 1, t: 0, ev: "end" },
      { seq: 2, t: 0, ev: "enter", cb: "connectionLost", depth: 1, connection: "c" },
    ];
    assert.deepEqual(judgeExpectations(source, played).map(({ says }) => says), ["lost: no connectionLost"]);
  });

  it("say what did not occur, and what came nearest", () => {
    const [finding] = judge(occurs("b comes late", { ev: "mark", name: "b", t: 9 }));
    assert.deepEqual(finding, {
      says: 'b comes late: no mark {"name":"b","t":9}; the nearest was {"ev":"mark","name":"c"}', at: 4,
      kind: "violation", requirement: "x.y",
    });
  });

  it("say what occurred too often, at the first event too many", () => {
    assert.deepEqual(judge(occurs("once", marked("a"), 1)).map(({ says, at }) => [says, at]),
      [['once: mark {"name":"a"} occurred 2 times, not once', 3]]);
  });

  it("say what never was to come", () => {
    assert.deepEqual(judge(never("no a after b", marked("a"), { after: marked("b") })).map(({ at }) => at), [3]);
    assert.deepEqual(judge(never("no a before c", marked("a"), { before: marked("c") })).map(({ at }) => at), [1]);
  });

  it("say which event broke an order", () => {
    assert.match(judge(order("c, then b", marked("c"), marked("b")))[0]?.says ?? "", /"name":"b".* came too early/);
    assert.match(judge(order("z", marked("z")))[0]?.says ?? "", /no mark/);
  });

  it("say which fields do not relate", () => {
    const left = { event: marked("a"), field: "t" };
    assert.equal(judge(relation("later", left, "at least", { event: marked("b"), field: "t" }))[0]?.says,
      "later: 0 is not at least 1");
    assert.equal(judge(relation("there", left, "at most", { event: entered("start"), field: "t" }))[0]?.says,
      "there: no start");
    assert.equal(judge(relation("a number", { event: marked("a"), field: "name" }, "at most", left)).length, 1);
  });

  it("say nothing of the subject where a premise does not hold", () => {
    const source = scenario({
      id: "x.y", checks: ["x.y", "x.z"], title: "", phases: [], ends: [],
      expect: [occurs("a", marked("a")), premise(occurs("b", marked("b")))],
    });
    assert.deepEqual(judgeExpectations(source, []).map(({ requirement, kind, says }) => [requirement, kind, says]), [
      ["x.y", "inconclusive", "b: no mark {\"name\":\"b\"}"],
      ["x.z", "inconclusive", "b: no mark {\"name\":\"b\"}"],
    ]);
  });

  it("are of another requirement, or a premise, where they say so", () => {
    assert.equal(judge(of("u.v", occurs("", marked("z"))))[0]?.requirement, "u.v");
    assert.equal(judge(premise(occurs("", marked("z"))))[0]?.kind, "inconclusive");
  });
});
