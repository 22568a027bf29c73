import type { Requirement } from "../../spec/requirement.js";
import { standardDigests } from "../report/standard-digests.js";
import type { Result } from "./result.js";
import { concerns, standingOf, standings, type Standing, type StandingName } from "./standing.js";

/** Subjects of one kind, side by side. */
export interface Comparison {
  readonly kind: "reactors" | "shims";
  readonly subjects: readonly Result[];
  /** The requirements that speak of such subjects, in the order of the standard. */
  readonly rows: readonly Row[];
}

/** A requirement, and how each subject stands to it, in the order of the subjects. */
export interface Row {
  readonly requirement: Requirement;
  readonly group: Group;
  readonly standings: readonly Standing[];
}

/**
 * What the verdicts on a requirement come to. `divergent`: one keeps it, another does not. `broken`: nobody keeps it
 * of those on whom there is a verdict. `kept`: everybody of these keeps it. `open`: there is no verdict.
 */
export type Group = "divergent" | "broken" | "kept" | "open";

/** The groups in the order in which they are shown, each with its title. */
export const groups: Readonly<Record<Group, string>> = {
  divergent: "Divergences", broken: "Kept by none", kept: "Kept by all that were judged", open: "Judged of none",
};

/** The results side by side, reactors and shims apart. Kinds without a subject are left out. */
export function compare(results: readonly Result[], requirements: readonly Requirement[]): readonly Comparison[] {
  return (["reactors", "shims"] as const).flatMap((kind) => {
    const subjects = results.filter(({ profiles }) => profiles.includes("shim") === (kind === "shims"));
    const [first] = subjects;
    if (first === undefined) return [];
    const rows = requirements.filter((each) => concerns(each, first)).map((requirement): Row => {
      const own = subjects.map((result) => standingOf(requirement, result));
      return { requirement, group: groupOf(own), standings: own };
    });
    return [{ kind, subjects, rows }];
  });
}

function groupOf(own: readonly Standing[]): Group {
  const keeps = own.some(({ name }) => name === "keeps");
  const broken = own.some(({ name }) => name === "breaks" || name === "deviates");
  return keeps ? (broken ? "divergent" : "kept") : broken ? "broken" : "open";
}

/** How often a subject stands in each way to the requirements of a comparison. */
export function countsOf({ subjects, rows }: Comparison, subject: Result): Readonly<Record<StandingName, number>> {
  const column = subjects.indexOf(subject);
  const counts = Object.fromEntries(Object.keys(standings).map((name) => [name, 0])) as Record<StandingName, number>;
  for (const { standings: own } of rows) {
    const standing = own[column];
    if (standing !== undefined) counts[standing.name] += 1;
  }
  return counts;
}

/** What is to be said of a result as a whole before it is read. */
export function remarksOn({ spec, select }: Result): readonly string[] {
  const here = standardDigests();
  return [
    ...(select.length === 0 ? [] : [`only ${select.join(", ")} was judged`]),
    ...(spec.scenarios === here.scenarios ? [] : ["it was judged by an earlier form of the scenarios"]),
  ];
}
