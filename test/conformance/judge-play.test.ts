import assert from "node:assert/strict";
import { disagreement, missingEnds, judgePlay, leavingOutLeft } from "../../conformance/oracle/judge-play.js";
import { marked, occurs, premise, scenario } from "../../conformance/language/build.js";
import type { TraceEvent } from "../../conformance/trace/events.js";

const source = scenario({
  id: "x.y", title: "", phases: [], ends: [{ event: marked("a"), times: 2 }],
  expect: [premise(occurs("b comes", marked("b")))],
});
const mark = (name: string): TraceEvent => ({ seq: 1, t: 0, ev: "mark", name });
const left: TraceEvent = {
  seq: 9, t: 0, ev: "ended", reusable: false, left: { descriptors: 2, active: 0, handlers: 0 },
};

describe("the verdict on a play", () => {
  it("says of a run that did not settle that it did not", () => {
    const ending = { kind: "unsettled", message: "it hangs" } as const;
    const { outcome, findings } = judgePlay(source, { ending, trace: [mark("b")] });
    assert.deepEqual([outcome, findings.map(({ requirement, says }) => [requirement, says])],
      ["completed", [["lifecycle.run.until-stop", "it hangs"]]]);
  });

  it("takes what a dead process could not show for nothing", () => {
    const verdict = judgePlay(source, { ending: { kind: "gone", message: "killed" }, trace: [] });
    const message = "the subject's process is gone: killed";
    assert.deepEqual(verdict, { outcome: "incomplete", message, findings: [] });
    const alive = judgePlay(source, { ending: { kind: "incomplete", message: "m" }, trace: [] });
    assert.deepEqual([alive.outcome, alive.findings.map(({ kind }) => kind)], ["incomplete", ["inconclusive"]]);
  });

  it("finds nothing where the agent broke", () => {
    const broken = judgePlay(source, { ending: { kind: "broken", message: "m" }, trace: [left] });
    assert.deepEqual(broken, { outcome: "error", message: "m", findings: [] });
  });

  it("leaves out what was left, where that is not judged", () => {
    const verdict = judgePlay(source, { ending: { kind: "completed" }, trace: [mark("b"), left] });
    assert.deepEqual(verdict.findings.map(({ requirement }) => requirement), ["resource.descriptors"]);
    assert.deepEqual(leavingOutLeft(verdict).findings, []);
  });

  it("trusts neither of two plays that disagree", () => {
    const [finding] = disagreement(source, { outcome: "incomplete", message: "waited", findings: [] });
    assert.deepEqual([finding?.kind, finding?.says],
      ["inconclusive", "it passed alone, after it had failed behind other scenarios: waited"]);
  });
});

describe("the end of a scenario", () => {
  it("is when all it waits for has come, before the agent clears up", () => {
    const end: TraceEvent = { seq: 3, t: 0, ev: "end" };
    assert.deepEqual(missingEnds(source, [mark("a"), mark("a"), end]), []);
    assert.deepEqual(missingEnds(source, [mark("a"), end, mark("a")]), source.ends);
    assert.deepEqual(missingEnds(source, [mark("a"), mark("b")]), source.ends);
  });
});
