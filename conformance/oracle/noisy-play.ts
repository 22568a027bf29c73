import { matches } from "../language/pattern.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import type { TraceEvent } from "../trace/events.js";
import { judgeTrace } from "./judge-trace.js";
import type { Finding } from "./results.js";

/**
 * What a play shows that was given up on a machine which may have held everything up: what was seen stands; of what
 * else the scenario checks nothing is said, for the reason that `why` tells.
 */
export function judgeNoisyPlay(scenario: Scenario, trace: readonly TraceEvent[], why: string): readonly Finding[] {
  const expect = scenario.expect.flatMap((each) => asFarAsSeen(each, trace));
  const seen = judgeTrace({ ...scenario, expect }, trace).filter(({ kind }) => kind === "violation");
  const broken = new Set(seen.map(({ requirement }) => requirement));
  return [
    ...seen,
    ...scenario.checks.filter((id) => !broken.has(id)).map((requirement) => unknown(scenario, requirement, why)),
  ];
}

/** That nothing can be said of a requirement. */
export function unknown({ id }: Scenario, requirement: string, says: string): Finding {
  return { requirement, scenario: id, kind: "inconclusive", says, at: null };
}

/** What of an expectation the events of a trace can break, whatever was to follow them. */
function asFarAsSeen(expectation: Expectation, trace: readonly TraceEvent[]): readonly Expectation[] {
  switch (expectation.kind) {
    case "never": return [expectation];
    case "relation": return [expectation.left, expectation.right].every((field) =>
      trace.some((event) => matches(field.event, event))) ? [expectation] : [];
    case "occurs": {
      const { times } = expectation;
      const atMost = typeof times === "number" ? times : times?.atMost;
      return atMost === undefined ? [] : [{ ...expectation, times: { atMost } }];
    }
    case "order": return [];
  }
}
