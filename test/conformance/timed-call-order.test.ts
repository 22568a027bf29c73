import assert from "node:assert/strict";
import { timedCallOrder } from "../../conformance/oracle/rules/timed-call-order.js";
import type { AgentEvent } from "../../conformance/trace/events.js";

type Step = readonly ["callLater" | "reset" | "delay", string, number, boolean?] | readonly ["enter", string];

/** What the rule says of a trace of these steps, with the requirements that it names. */
function judged(...steps: readonly Step[]): readonly string[] {
  const trace = steps.map((step, index): AgentEvent => step[0] === "enter"
    ? { seq: index + 1, t: 0, ev: "enter", cb: "timedCall", depth: 1, call: step[1] }
    : {
      seq: index + 1, t: 0, ev: "return", op: step[0], n: index, call: step[1], deadline: step[2],
      ...(step[3] === undefined ? {} : { value: step[3] }),
    });
  return timedCallOrder.judge(trace).map(({ requirement }) => requirement);
}

describe("the rule on the order of timed calls", () => {
  it("finds nothing wrong with deadline and scheduling order", () => {
    assert.deepEqual(judged(
      ["callLater", "b", 2], ["callLater", "a", 1], ["callLater", "c", 2], ["enter", "a"], ["enter", "b"], ["enter", "c"],
    ), []);
  });

  it("finds a call that overtakes one of an earlier deadline", () => {
    assert.deepEqual(judged(["callLater", "b", 2], ["callLater", "a", 1], ["enter", "b"], ["enter", "a"]),
      ["timer.order.deadline"]);
  });

  it("finds calls of one deadline that come in another order than they were scheduled", () => {
    assert.deepEqual(judged(["callLater", "a", 1], ["callLater", "b", 1], ["enter", "b"], ["enter", "a"]),
      ["timer.order.equal-deadline"]);
  });

  it("takes a re-armed call for one that was scheduled then", () => {
    const rearmed = [["callLater", "a", 1], ["callLater", "b", 1], ["delay", "a", 1, true]] as const;
    assert.deepEqual(judged(...rearmed, ["enter", "b"], ["enter", "a"]), []);
    assert.deepEqual(judged(...rearmed, ["enter", "a"], ["enter", "b"]), ["timer.rearm.order"]);
  });

  it("passes over what was not re-armed, was over, or was scheduled after the other had begun", () => {
    assert.deepEqual(judged(["callLater", "a", 1], ["callLater", "b", 2], ["reset", "a", 9, false], ["enter", "a"],
      ["enter", "b"], ["enter", "a"], ["callLater", "c", 1], ["enter", "c"]), []);
  });
});
