import { fileURLToPath } from "node:url";
import { openLink } from "../../conformance/driver/open-link.js";
import { resolveSubject } from "../../conformance/driver/resolve-subject.js";
import { ScenarioRunner } from "../../conformance/driver/scenario-runner.js";
import type { Subject } from "../../conformance/driver/subject.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { isClean } from "../../conformance/oracle/judge-play.js";
import { suits } from "../../conformance/oracle/played.js";
import { recordingOf } from "../../conformance/recordings/record-run.js";
import type { Recordings } from "../../conformance/recordings/recording.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { requirements } from "../../spec/requirements.js";

/** From what a simulated subject draws its chances. */
const SEED = 1;
const PATIENCE_MS = 30_000;
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The chapters that have scenarios to record, by their file names in `spec/`. */
export const recordedChapters: readonly string[] = [...new Set(requirements.map(({ chapter }) => chapter))]
  .filter((chapter) => scenariosOf(chapter).length > 0);

/** The scenarios of a chapter that are recorded: those that are not another over another kind of connections. */
export function scenariosOf(chapter: string): readonly Scenario[] {
  const ids = new Set(requirements.filter((each) => each.chapter === chapter).map(({ id }) => id));
  return scenarios.filter(({ checks: [first = ""], variantOf }) => ids.has(first) && variantOf === undefined);
}

/** Who plays a chapter: the simulated reactor, in this process, or the host shim over it, in another. */
function subjectOf(chapter: string): Subject {
  const isOfShims = scenariosOf(chapter).some(({ shim }) => shim !== undefined);
  const path = isOfShims ? "reference/shims/host.subject.json" : "reference/simulated.subject.json";
  return resolveSubject({ kind: "path", path, inProcess: !isOfShims }, { cwd: root, requirements });
}

/**
 * Plays the scenarios of a chapter, those that suit who plays, and records them.
 * @throws Error if a scenario is not passed: a recording shows a run that keeps the standard.
 */
export async function recordChapter(chapter: string): Promise<Recordings> {
  const subject = subjectOf(chapter);
  const { link, hello } = await openLink(subject, PATIENCE_MS);
  const runner = new ScenarioRunner(subject, hello, { timeoutScale: 10, link });
  const claims = new Set(subject.profiles ?? hello.profiles);
  const recordings = [];
  try {
    for (const scenario of scenariosOf(chapter).filter((each) => suits(each, claims) && isFor(each, claims))) {
      const result = await runner.run({ scenario, seed: SEED });
      if (result.outcome !== "completed" || !isClean(result)) {
        const why = result.findings[0]?.says ?? result.message ?? result.outcome;
        throw new Error(`${scenario.id} was not passed: ${why}`);
      }
      recordings.push(recordingOf(scenario, result.trace, claims.has("shim")));
    }
  } finally {
    await runner.close();
  }
  return { chapter, subject: subject.name, version: subject.version ?? hello.version, recordings };
}

/** Whether what it is about is claimed. */
function isFor({ checks }: Scenario, claims: ReadonlySet<string>): boolean {
  return requirements.some(({ id, profile }) => id === checks[0] && claims.has(profile));
}
