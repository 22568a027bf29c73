import { requirements } from "../../spec/requirements.js";
import { checkAgent } from "../driver/agent-check.js";
import { readScenarios } from "../driver/own-scenarios.js";
import type { Subject } from "../driver/subject.js";
import { UsageError } from "../driver/usage-error.js";
import { openPlayer, type Play, type Player } from "../fuzz/player.js";
import type { Scenario } from "../language/scenario.js";
import { covers } from "../model/covers.js";
import { lawfulAt } from "../model/model.js";
import { suits } from "../oracle/played.js";
import { findingLines } from "../report/finding-text.js";
import { styleOf, type Style } from "../report/style.js";
import type { ExitCode } from "./command.js";
import type { Arguments, Options } from "./options.js";
import { profilesOf, scaleOf } from "./play-arguments.js";
import { shellLine } from "./subject-arguments.js";
import type { Terminal } from "./terminal.js";

export const scenarioOptions: Options = {
  scenario: {
    value: "FILE", repeatable: true,
    about: `Play the scenarios of this JSON file, one or a list of them in the form of scenario.schema.json, in place of
      the kit's own. Each is judged by what it expects, by the rules that hold of every trace and, if it is such as fuzz
      makes, by the model.`,
  },
};

/** What cannot be said together with `--scenario`: it is of the kit's own scenarios, or of reports on requirements. */
const OTHERS = ["strict", "bail", "jobs", "shard", "repeat", "seed", "reporter", "trace"] as const;

const ANSWER_MS = 10_000;
const QUIET_MS = 3000;

/**
 * The scenarios that `--scenario` names; null if it names none.
 * @throws UsageError if a file has none, or something is asked for that `test` does not do with them.
 */
export function scenariosOf(args: Arguments, words: readonly string[], cwd: string): readonly Scenario[] | null {
  const files = args.values("scenario");
  if (files.length === 0) return null;
  const other = OTHERS.find((each) => args.has(each));
  if (other !== undefined) throw new UsageError(`--${other} does not go with --scenario`);
  if (words.length > 0) throw new UsageError(`with --scenario no requirement is named: ${words.join(" ")} is too much`);
  return files.flatMap((file) => readScenarios(file, cwd));
}

/**
 * Plays these scenarios on a subject, and prints what came of each. `again` are the words that play them again.
 * @throws AgentError if the agent breaks.
 */
export async function testScenarios(
  subject: Subject, scenarios: readonly Scenario[], args: Arguments, again: readonly string[], terminal: Terminal,
): Promise<ExitCode> {
  const timeoutScale = scaleOf(args);
  const style = styleOf(terminal.colours);
  await checkAgent(subject, { answer: ANSWER_MS * timeoutScale, quiet: QUIET_MS * timeoutScale });
  const player = await openPlayer(subject, profilesOf(args), timeoutScale);
  const count = { played: 0, failed: 0 };
  try {
    for (const scenario of scenarios) {
      const missing = unclaimed(scenario, player);
      if (missing !== null) {
        terminal.write(`${style.of("skip", "skip")}  ${scenario.id} (${missing})\n`);
        continue;
      }
      const play = await player.play(scenario);
      count.played++;
      if (play.findings.length > 0) count.failed++;
      terminal.write(`${lines(scenario, play, shellLine(again), style).join("\n")}\n`);
    }
  } finally {
    await player.close();
  }
  if (count.played === 0) {
    terminal.diagnose("nothing was judged: no scenario is of profiles that are claimed");
    return 4;
  }
  terminal.write(`\n${style.bold(subject.name)}: ${count.played - count.failed} of ${count.played} passed\n`);
  return count.failed === 0 ? 0 : 1;
}

function lines(scenario: Scenario, { result, findings }: Play, again: string, style: Style): readonly string[] {
  const [finding, ...others] = findings;
  if (finding === undefined) return [`${style.of("pass", "pass")}  ${scenario.id}`];
  const lawful = covers(scenario) ? lawfulAt(scenario, result.trace, finding.at ?? 0) : [];
  return ["", ...findingLines({ finding, others, scenario, result, lawful, again }, style)];
}

/** Why a scenario is not for this subject, or null. */
function unclaimed(scenario: Scenario, { profiles, isTypescript }: Player): string | null {
  if (!suits(scenario, profiles)) return "it is for subjects that claim other profiles";
  if (scenario.binding === "typescript" && !isTypescript) return "it is of the TypeScript binding";
  const profile = requirements.filter(({ id }) => scenario.checks.includes(id))
    .find((each) => !profiles.has(each.profile))?.profile;
  return profile === undefined ? null : `the profile ${profile} is not claimed`;
}
