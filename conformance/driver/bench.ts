import type { Requirement } from "../../spec/requirement.js";
import { requirements as allRequirements } from "../../spec/requirements.js";
import type { SubjectModule } from "../agents/js/subject.js";
import type { Scenario } from "../language/scenario.js";
import { judgeRequirements } from "../oracle/requirement-verdicts.js";
import type { RequirementResult, ScenarioResult } from "../oracle/results.js";
import { NodeNetwork } from "../peers/node-network.js";
import { scenarios as allScenarios } from "../scenarios/index.js";
import { InProcessLink } from "./in-process-link.js";
import { aboutAbsence, suits } from "../oracle/played.js";
import { playOn } from "./play-on.js";
import { needsLimit, needsStreams } from "./scenario-runner.js";

/** What came of the scenarios, and the verdicts on the requirements that they check. */
export interface Benched {
  readonly requirements: readonly RequirementResult[];
  readonly scenarios: readonly ScenarioResult[];
}

/** Judges subject after subject that claims the same profiles. */
export class Bench {
  /** The requirements of the profiles that are claimed, as far as scenarios check them. */
  readonly claimed: readonly Requirement[];
  /** Those of them that speak of a subject with these profiles. */
  readonly #tested: readonly Requirement[];
  readonly #claimed: ReadonlySet<string>;
  readonly #scenarios: readonly Scenario[];

  constructor(claimed: ReadonlySet<string>) {
    this.#claimed = claimed;
    const elsewhere = aboutAbsence(allScenarios, claimed);
    this.claimed = allRequirements.filter((each) => claimed.has(each.profile) && each.test.kind === "scenario");
    this.#tested = this.claimed.filter((each) => !elsewhere.has(each.id));
    const ids = new Set(this.#tested.map((each) => each.id));
    this.#scenarios = allScenarios.filter((scenario) => scenario.checks.every((id) => ids.has(id))
      && suits(scenario, claimed));
  }

  /**
   * In this process, by the scenarios that `plays` chooses, on the requirements that they check. Who is expected to pass
   * can be given more patience: it costs nothing, and a machine that is busy makes no faults.
   */
  async judge(module: SubjectModule, plays: (scenario: Scenario) => boolean, timeoutScale = 1): Promise<Benched> {
    const link = new InProcessLink(module, "in process");
    const hasWorld = module.simulate !== undefined;
    const benched = await this.judgeBy(
      async (scenario) => (await playOn(link, scenario, hasWorld ? null : new NodeNetwork(), { timeoutScale })).result,
      (scenario) => plays(scenario) && (hasWorld || !(needsLimit(scenario) || needsStreams(scenario))),
    );
    await link.close();
    return benched;
  }

  /** Wherever the subject is on which `play` plays scenarios. */
  async judgeBy(
    play: (scenario: Scenario) => Promise<ScenarioResult>, plays: (scenario: Scenario) => boolean,
  ): Promise<Benched> {
    const results: ScenarioResult[] = [];
    const scenarios = this.#scenarios.filter(plays);
    for (const scenario of scenarios) results.push(await play(scenario));
    const claim = {
      profiles: this.#claimed, typescript: true, expected: new Map<string, string>(), elsewhere: new Set<string>(),
    };
    const checked = new Set(scenarios.flatMap((scenario) => scenario.checks));
    const judged = this.#tested.filter((each) => checked.has(each.id));
    return { requirements: judgeRequirements(judged, scenarios, results, claim), scenarios: results };
  }
}
