import { Bench } from "../../conformance/driver/bench.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import type { Violation } from "../../conformance/monitor/monitor.js";
import type { Base, Composition } from "./subjects.js";

/** What a composition came to. */
export interface Judged {
  readonly scenarios: number;
  readonly passed: number;
  /** What is amiss: of the requirements that did not pass, and what a monitor said. */
  readonly amiss: readonly string[];
}

/** Judges a composition by the scenarios chosen of those that it can be judged by. */
export async function judgeComposition(
  base: Base, { make, plays }: Composition, chosen: (scenario: Scenario) => boolean = () => true,
): Promise<Judged> {
  const said: string[] = [];
  const tell = ({ requirement, says }: Violation): void => void said.push(`the monitor: ${requirement}: ${says}`);
  const { subject, end } = await make(base, tell);
  const bench = new Bench(new Set(base.createReactor().profiles));
  const { requirements, scenarios } = await bench.judge(subject, (scenario) =>
    chosen(scenario) && (plays === undefined || plays(scenario)));
  end?.();
  return {
    scenarios: scenarios.length,
    passed: requirements.filter(({ verdict }) => verdict === "pass").length,
    amiss: [
      ...requirements.filter(({ verdict }) => verdict !== "pass")
        .map(({ id, verdict, message }) => `${id}: ${verdict}: ${message}`),
      ...new Set(said),
    ],
  };
}
