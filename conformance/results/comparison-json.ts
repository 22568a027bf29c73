import { countsOf, remarksOn, type Comparison } from "./comparison.js";

/** Results side by side for programs. The standings of a row are in the order of the subjects. */
export function comparisonJson(comparisons: readonly Comparison[]): readonly object[] {
  return comparisons.map((comparison) => ({
    kind: comparison.kind,
    subjects: comparison.subjects.map((result) => {
      const { subject, profiles, date, environment, kit, spec, report } = result;
      return {
        ...subject, profiles, date, environment, kit, spec, report, remarks: remarksOn(result),
        counts: countsOf(comparison, result),
      };
    }),
    requirements: comparison.rows.map(({ requirement: { id, level, profile }, group, standings }) => ({
      id, level, profile, group,
      standings: standings.map(({ name, reason, link }) => ({ standing: name, reason, link })),
    })),
  }));
}
