import { resolve } from "node:path";
import { profiles as knownProfiles, type Requirement } from "../../spec/requirement.js";
import { MOST_JOBS } from "../driver/default-jobs.js";
import { readExpectations } from "../driver/expectation-file.js";
import { didYouMean } from "../driver/nearest.js";
import type { RunOptions, Subject } from "../driver/subject.js";
import { UsageError } from "../driver/usage-error.js";
import type { Shard } from "../oracle/results.js";
import type { Arguments, Options } from "./options.js";
import { jobsOf, wholeNumberOf } from "./number-arguments.js";

const MOST_SHARDS = 1000;
const MOST_REPEATS = 1_000_000;
const GREATEST_SEED = 2 ** 32 - 1;

/** The options that say how scenarios are played, and what is expected of them. */
export const playOptions: Options = {
  "profile": {
    value: "NAME", repeatable: true, about: "Judge by this profile, instead of those that the subject claims.",
  },
  "expect": {
    value: "FILE",
    about: "The known deviations are those of this file, whatever the manifest says: a JSON list as described above.",
  },
  "strict": { about: "A SHOULD that fails counts as a MUST that fails." },
  "bail": {
    about: "Stop at the first scenario that fails in a way that is not known. What is not played then is not judged.",
  },
  "jobs": {
    value: "N",
    about: `How many agents play scenarios side by side: by default one for each processor, and at most ${MOST_JOBS};
      one for a subject in this process. The report has the order that it has with one.`,
  },
  "shard": {
    value: "I/N",
    about: `Play every Nth scenario from the Ith on, and judge what that allows. The JSON reports of all N shards are
      put together by the command merge.`,
  },
  "repeat": {
    value: "N",
    about: "Play everything N times. A requirement passes only if it passes every time; with --bail, until one fails.",
  },
  "seed": {
    value: "N",
    about: `Play the scenarios in an order drawn from N, and from N + 1 the second time, and so on. A subject that is
      simulated is handed it too: createReactor({ seed }).`,
  },
  "timeout-scale": { value: "FACTOR", about: "Multiply every watchdog: more than 1 for a slow machine." },
};

/** How a subject is to be played on. */
export type PlayArguments =
  & Pick<Required<RunOptions>, "profiles" | "strict" | "bail" | "shard" | "repeat" | "seed" | "timeoutScale">
  /** Null: as many as the subject has by default. */
  & { readonly jobs: number | null };

/** @throws UsageError for a value that makes no sense. */
export function playArguments(args: Arguments): PlayArguments {
  return {
    profiles: profilesOf(args), strict: args.has("strict"), bail: args.has("bail"),
    jobs: jobsToPlay(args), shard: shardOf(args),
    repeat: wholeNumberOf(args, "repeat", { of: "a number of times", from: 1, to: MOST_REPEATS }) ?? 1,
    seed: wholeNumberOf(args, "seed", { of: "a whole number", from: 0, to: GREATEST_SEED }),
    timeoutScale: scaleOf(args),
  };
}

/** The words that play a scenario again as it was played, but for its place among others. */
export function playWords(args: Arguments, seed: number | null): readonly string[] {
  return [
    ...args.values("profile").flatMap((each) => ["--profile", each]),
    ...args.values("expect").flatMap((each) => ["--expect", each]),
    ...(args.has("strict") ? ["--strict"] : []),
    ...(seed === null ? [] : ["--seed", String(seed)]),
  ];
}

/**
 * The subject with the deviations that `--expect` names in place of its manifest's.
 * @throws UsageError if the file is none of known deviations.
 */
export function withExpected(
  subject: Subject, args: Arguments, cwd: string, requirements: readonly Requirement[],
): Subject {
  const [file] = args.values("expect");
  if (file === undefined) return subject;
  return { ...subject, expectations: readExpectations(resolve(cwd, file), file, requirements) };
}

/**
 * The profiles that `--profile` names; null if it names none.
 * @throws UsageError for one that the standard does not have.
 */
export function profilesOf(args: Arguments): readonly string[] | null {
  const named = args.values("profile");
  for (const profile of named) {
    if ((knownProfiles as readonly string[]).includes(profile)) continue;
    throw new UsageError(`no profile ${profile}${didYouMean(profile, knownProfiles)}`);
  }
  return named.length === 0 ? null : named;
}

function jobsToPlay(args: Arguments): number | null {
  const jobs = jobsOf(args);
  if (jobs === null || jobs === 1 || !args.has("in-process")) return jobs;
  throw new UsageError(`--jobs ${jobs} needs agents in processes of their own: leave --in-process away`);
}

function shardOf(args: Arguments): Shard | null {
  const [text] = args.values("shard");
  if (text === undefined) return null;
  const [, index = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= of && of <= MOST_SHARDS) return { index, of };
  throw new UsageError(`--shard needs a number and how many there are, as 1/3 to 3/3: ${text}`);
}

/**
 * By what `--timeout-scale` multiplies every watchdog.
 * @throws UsageError if that is no number above 0.
 */
export function scaleOf(args: Arguments): number {
  const [text = "1"] = args.values("timeout-scale");
  const scale = Number(text);
  if (scale > 0 && Number.isFinite(scale)) return scale;
  throw new UsageError(`--timeout-scale needs a number above 0, not ${text}`);
}
