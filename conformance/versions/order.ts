import type { Change, Changed, Comparison, Difference } from "./compare.js";

/** How a difference is filed: what matters most to those who implement the standard comes first. */
export const groups = [
  { name: "stricter", title: "Stricter levels" },
  { name: "laxer", title: "Laxer levels" },
  { name: "text", title: "Changed sentences" },
  { name: "scope", title: "Changed profiles, bindings or ways of testing" },
  { name: "added", title: "Added" },
  { name: "removed", title: "Removed" },
  { name: "renamed", title: "Renamed" },
  { name: "notes", title: "Changed notes, which are informative" },
] as const;

export type GroupName = (typeof groups)[number]["name"];

/** A group that has something in it. */
export interface Group {
  readonly name: GroupName;
  readonly title: string;
  readonly differences: readonly Difference[];
}

/** Every difference in the group that it weighs most for; the groups in their order, without those that are empty. */
export function grouped({ differences }: Comparison): readonly Group[] {
  return groups.map(({ name, title }) => ({
    name, title, differences: differences.filter((each) => groupOf(each) === name),
  })).filter((group) => group.differences.length > 0);
}

export function groupOf(difference: Difference): GroupName {
  return difference.kind === "changed" ? groupOfChanged(difference) : difference.kind;
}

function groupOfChanged({ changes }: Changed): GroupName {
  const level = changes.find(isLevel);
  if (level !== undefined) return level.direction;
  const has = (...kinds: readonly Change["kind"][]): boolean => changes.some(({ kind }) => kinds.includes(kind));
  if (has("text")) return "text";
  if (has("profile", "binding", "test")) return "scope";
  return has("renamed") ? "renamed" : "notes";
}

function isLevel(change: Change): change is Extract<Change, { kind: "level" }> {
  return change.kind === "level";
}
