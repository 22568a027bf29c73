import { bindsReactors, type Requirement } from "../../spec/requirement.js";
import type { Verdict } from "../oracle/results.js";
import { textDigest, type Result } from "./result.js";

/** How a subject stands to a requirement, in one word. */
export type StandingName = "keeps" | "deviates" | "breaks" | "stale" | "not-judged" | "not-claimed";

/** Every standing, from what tells most against a subject to what tells nothing of it, with what it means. */
export const standings: Readonly<Record<StandingName, StandingWords>> = {
  "breaks": {
    words: "breaks", sign: "X", mark: "✗", means: "a run of the kit showed that the subject does not keep it",
  },
  "deviates": {
    words: "deviates", sign: "D", mark: "≠",
    means: "it is not kept, and the subject's list of known deviations says why",
  },
  "stale": {
    words: "stale", sign: "S", mark: "~", means: "an older wording of it was judged, and the verdict is not shown",
  },
  "not-judged": { words: "not judged", sign: "?", mark: "?", means: "the run gave no verdict on it" },
  "keeps": { words: "keeps", sign: "+", mark: "✓", means: "every scenario that checks it passed" },
  "not-claimed": { words: "not claimed", sign: "-", mark: "–", means: "the subject does not claim its profile" },
};

interface StandingWords {
  readonly words: string;
  /** One character of ASCII, for tables at a terminal. */
  readonly sign: string;
  /** One character for the tables of a page. */
  readonly mark: string;
  readonly means: string;
}

/** How a subject stands to a requirement, by a result. */
export interface Standing {
  readonly name: StandingName;
  /** Why it is no verdict, or what speaks against the subject; null where nothing is to be said. */
  readonly reason: string | null;
  /** Where that can be read; only addresses of the web are links. */
  readonly link: string | null;
}

const named: Readonly<Record<Verdict, StandingName>> = {
  pass: "keeps", fail: "breaks", deviation: "deviates", skip: "not-judged", inconclusive: "not-judged",
  error: "not-judged",
};

/** Whether a requirement speaks of subjects such as this one: of shims, or of reactors. */
export function concerns(requirement: Pick<Requirement, "profile">, { profiles }: Pick<Result, "profiles">): boolean {
  return bindsReactors(requirement) && (requirement.profile === "shim") === profiles.includes("shim");
}

/** How a subject stands to a requirement as it reads now. */
export function standingOf(requirement: Requirement, { profiles, requirements }: Result): Standing {
  if (!profiles.includes(requirement.profile)) {
    return { name: "not-claimed", reason: `the profile ${requirement.profile} is not claimed`, link: null };
  }
  const names = [requirement.id, ...requirement.aliases];
  const judged = requirements.find(({ id }) => names.includes(id));
  if (judged === undefined) return { name: "not-judged", reason: "the run did not know it", link: null };
  if (judged.text !== textDigest(requirement)) {
    return { name: "stale", reason: "an older wording was judged", link: null };
  }
  return { name: named[judged.verdict], reason: judged.reason ?? null, link: judged.link ?? null };
}
