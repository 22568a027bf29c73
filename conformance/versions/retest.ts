import { requirementProfiles, type RequirementProfile } from "../../spec/requirement.js";
import type { Change, Changed, Comparison, Difference } from "./compare.js";
import type { VersionedRequirement } from "./standard-text.js";

/** What those who claim a profile have to test again: the newer version asks it of them, and the older one did not. */
export interface Retest {
  readonly profile: RequirementProfile;
  readonly requirements: readonly RetestedRequirement[];
  /** Whether these are all requirements of the profile. */
  readonly whole: boolean;
  /** The command that does it; SUBJECT is what is judged. */
  readonly command: string;
}

export interface RetestedRequirement {
  readonly id: string;
  readonly level: "must" | "should";
  /** Why, in a few words. */
  readonly why: string;
}

/** By profile, in the order of the profiles, without those of which nothing has to be tested again. */
export function retests(
  { differences }: Comparison, newer: readonly VersionedRequirement[],
): readonly Retest[] {
  const found = differences.flatMap(retested);
  return requirementProfiles.flatMap((profile): readonly Retest[] => {
    const own = found.filter((each) => each.profile === profile);
    const requirements = own.map(({ id, level, why }) => ({ id, level, why }));
    if (requirements.length === 0) return [];
    const ids = new Set(requirements.map(({ id }) => id));
    const whole = newer.every((each) => each.profile !== profile || each.level === "may" || ids.has(each.id));
    return [{ profile, requirements, whole, command: commandFor(profile, whole, ids, newer) }];
  });
}

type Found = RetestedRequirement & { readonly profile: RequirementProfile };

function retested(difference: Difference): readonly Found[] {
  if (difference.kind === "removed") return [];
  const requirement = difference.kind === "added" ? difference.requirement : difference.after;
  const { id, level, profile } = requirement;
  if (level === "may") return [];
  const why = difference.kind === "added" ? "new" : reasons(difference);
  return why === "" ? [] : [{ id, level, profile, why }];
}

function reasons({ changes }: Changed): string {
  return changes.flatMap(reasonOf).join(", ");
}

function reasonOf(change: Change): readonly string[] {
  switch (change.kind) {
    case "level": return change.direction === "stricter" ? [`was a ${change.from.toUpperCase()}`] : [];
    case "text": return ["another sentence"];
    case "profile": return [`was of the profile ${change.from}`];
    case "binding": return change.to === "every binding" ? [`was of ${change.from} alone`] : [];
    case "test": return change.to === "by scenarios" ? ["was not tested"] : [];
    default: return [];
  }
}

/** The agents' own rules are checked whatever is judged, but are named as an area and not as a profile. */
function commandFor(
  profile: RequirementProfile, whole: boolean, ids: ReadonlySet<string>, newer: readonly VersionedRequirement[],
): string {
  const command = "reactor-standard test SUBJECT";
  if (whole && profile !== "agent") return `${command} --profile ${profile}`;
  return `${command} ${fewestNames(ids, newer.map(({ id }) => id)).join(" ")}`;
}

/**
 * Few ids and areas that select these ids. They select nothing else, but for what begins with an id that they name.
 */
export function fewestNames(ids: ReadonlySet<string>, all: readonly string[]): readonly string[] {
  const foreign = new Set(all.filter((id) => !ids.has(id)).flatMap(prefixesOf));
  const areaOf = (id: string): string => prefixesOf(id).find((prefix) => !foreign.has(prefix)) ?? id;
  const areas = [...ids].map(areaOf);
  return [...new Set([...ids].map((id, index) => {
    const area = areas[index] ?? id;
    return areas.indexOf(area) === areas.lastIndexOf(area) ? id : area;
  }))];
}

/** The areas that an id is in, the widest first, and the id. */
function prefixesOf(id: string): readonly string[] {
  const words = id.split(".");
  return words.map((_, index) => words.slice(0, index + 1).join("."));
}
