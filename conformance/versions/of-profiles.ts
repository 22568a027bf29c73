import type { Comparison, Difference } from "./compare.js";

/** What of a comparison is of these profiles, in the older version or the newer one; all of it if none is named. */
export function ofProfiles(comparison: Comparison, profiles: readonly string[]): Comparison {
  if (profiles.length === 0) return comparison;
  return { ...comparison, differences: comparison.differences.filter((each) =>
    profilesOf(each).some((profile) => profiles.includes(profile))) };
}

function profilesOf(difference: Difference): readonly string[] {
  return difference.kind === "changed" ? [difference.before.profile, difference.after.profile]
    : [difference.requirement.profile];
}
