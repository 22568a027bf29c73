import { loadSubject } from "../../conformance/agents/js/load-subject.js";
import type { SubjectModule } from "../../conformance/agents/js/subject.js";
import { InProcessLink } from "../../conformance/driver/in-process-link.js";
import { playOn } from "../../conformance/driver/play-on.js";
import { needsLimit, needsStreams } from "../../conformance/driver/scenario-runner.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { aboutAbsence, suits } from "../../conformance/oracle/played.js";
import { judgeRequirements } from "../../conformance/oracle/requirement-verdicts.js";
import { leftovers } from "../../conformance/oracle/rules/leftovers.js";
import { NodeNetwork } from "../../conformance/peers/node-network.js";
import { scenarios as allScenarios } from "../../conformance/scenarios/index.js";
import { bindsReactors, type Requirement } from "../../spec/requirement.js";
import { requirements as allRequirements } from "../../spec/requirements.js";
import type { Failure } from "./player-messages.js";

/** Many processes play at once: silence lasts longer. */
const TIMEOUT_SCALE = 3;

/** What came of one play. */
interface BenchPlay {
  readonly failure: Failure | null;
  readonly reusable: boolean;
}

/** Judges one subject in this process, scenario by scenario. */
export class Bench {
  /** What can be played on it, by id. */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly #module: SubjectModule;
  readonly #claimed: ReadonlySet<string>;
  readonly #tested: readonly Requirement[];
  #link: InProcessLink;

  private constructor(module: SubjectModule, claimed: ReadonlySet<string>) {
    this.#module = module;
    this.#claimed = claimed;
    const elsewhere = aboutAbsence(allScenarios, claimed);
    this.#tested = allRequirements.filter((each) => bindsReactors(each) && claimed.has(each.profile)
      && each.test.kind === "scenario" && !elsewhere.has(each.id));
    const tested = new Set(this.#tested.map(({ id }) => id));
    const hasWorld = module.simulate !== undefined;
    const played = allScenarios.filter((scenario) => scenario.checks.every((id) => tested.has(id))
      && suits(scenario, claimed) && (hasWorld || !(needsLimit(scenario) || needsStreams(scenario))));
    this.scenarios = new Map(played.map((scenario) => [scenario.id, scenario]));
    this.#link = new InProcessLink(module, "in process");
  }

  /** The bench for the subject at `path`, a module. */
  static async of(path: string): Promise<Bench> {
    const module = await loadSubject(path);
    return new Bench(module, new Set((await module.createReactor()).profiles));
  }

  /** The ids of the scenarios that can be played on it, and check what is selected: none of the words selects all. */
  static async scenariosOf(path: string, select: readonly string[]): Promise<readonly string[]> {
    const bench = await Bench.of(path);
    await bench.#link.close();
    const isSelected = (id: string): boolean =>
      select.length === 0 || select.some((each) => id === each || id.startsWith(`${each}.`));
    return [...bench.scenarios.values()].filter(({ checks }) => checks.some(isSelected)).map(({ id }) => id);
  }

  /**
   * Plays one of its scenarios; returns what failed first, and whether this process can play on. What is left of one
   * may be what a process opens once and keeps: it is played again.
   */
  async play(id: string): Promise<BenchPlay> {
    const first = await this.#once(id);
    const isOfLeft = leftovers.requirements.includes(first.failure?.requirement ?? "");
    return isOfLeft && first.reusable ? this.#once(id) : first;
  }

  async #once(id: string): Promise<BenchPlay> {
    const scenario = this.scenarios.get(id);
    if (scenario === undefined) throw new Error(`no scenario ${id} on this subject`);
    const network = this.#module.simulate === undefined ? new NodeNetwork() : null;
    const { result, reusable } = await playOn(this.#link, scenario, network, { timeoutScale: TIMEOUT_SCALE });
    const claim = {
      profiles: this.#claimed, typescript: true, expected: new Map<string, string>(), elsewhere: new Set<string>(),
    };
    const about = new Set([...scenario.checks, ...result.findings.map(({ requirement }) => requirement)]);
    const judged = judgeRequirements(this.#tested.filter((each) => about.has(each.id)), [scenario], [result], claim);
    const failed = judged.find(({ verdict }) => verdict === "fail" || verdict === "error");
    const failure = failed === undefined ? null
      : { scenario: id, requirement: failed.id, says: failed.message ?? failed.verdict };
    return { failure, reusable };
  }

  /** Takes a new agent: nothing of what was played is left in it. */
  async renew(): Promise<void> {
    await this.#link.close();
    this.#link = new InProcessLink(this.#module, "in process");
  }
}
