import { levels, type Level } from "../../spec/requirement.js";
import { markWords, type Mark } from "./mark-words.js";
import type { StandardText, VersionedRequirement } from "./standard-text.js";

/** What differs between two versions of the standard, requirement by requirement. */
export interface Comparison {
  readonly before: Pick<StandardText, "version" | "date">;
  readonly after: Pick<StandardText, "version" | "date">;
  /** In the order of the newer text; what is only in the older one stands behind, in the order of that. */
  readonly differences: readonly Difference[];
}

export type Difference =
  | { readonly kind: "added"; readonly id: string; readonly requirement: VersionedRequirement }
  | {
    readonly kind: "removed";
    readonly id: string;
    readonly requirement: VersionedRequirement;
    /** The requirement that has taken it in, where the id lives on as a former id of another. */
    readonly into: string | null;
  }
  | Changed;

/** A requirement that both versions have, and not alike. */
export interface Changed {
  readonly kind: "changed";
  /** The id in the newer version. */
  readonly id: string;
  readonly before: VersionedRequirement;
  readonly after: VersionedRequirement;
  readonly changes: readonly Change[];
}

/** One thing about a requirement that changed. The last two are informative. */
export type Change =
  | { readonly kind: "level"; readonly from: Level; readonly to: Level; readonly direction: "stricter" | "laxer" }
  | { readonly kind: "text"; readonly marks: readonly Mark[] }
  | { readonly kind: "renamed"; readonly from: string; readonly to: string }
  | { readonly kind: "profile" | "binding" | "test"; readonly from: string; readonly to: string }
  | { readonly kind: "intent" | "prior"; readonly marks: readonly Mark[] };

export type ChangeKind = Change["kind"];

/** Compares two versions by the ids of their requirements, with regard to former ids of either. */
export function compare(before: StandardText, after: StandardText): Comparison {
  const pairs = pairsOf(before, after);
  const kept = new Set([...pairs.values()].map(({ id }) => id));
  return {
    before: { version: before.version, date: before.date },
    after: { version: after.version, date: after.date },
    differences: [
      ...after.requirements.flatMap((requirement): readonly Difference[] => {
        const former = pairs.get(requirement.id);
        if (former === undefined) return [{ kind: "added", id: requirement.id, requirement }];
        const changes = changesOf(former, requirement);
        return changes.length === 0 ? []
          : [{ kind: "changed", id: requirement.id, before: former, after: requirement, changes }];
      }),
      ...before.requirements.filter(({ id }) => !kept.has(id)).map((requirement): Difference => ({
        kind: "removed",
        id: requirement.id,
        requirement,
        into: after.requirements.find(({ aliases }) => aliases.includes(requirement.id))?.id ?? null,
      })),
    ],
  };
}

/** For the id of each newer requirement, the older one that it was: of that id, or of a former id of either. */
function pairsOf(before: StandardText, after: StandardText): ReadonlyMap<string, VersionedRequirement> {
  const pairs = new Map<string, VersionedRequirement>();
  const taken = new Set<string>();
  const pair = (id: string, former: VersionedRequirement | undefined): void => {
    if (former === undefined || taken.has(former.id) || pairs.has(id)) return;
    pairs.set(id, former);
    taken.add(former.id);
  };
  const old = new Map(before.requirements.map((requirement) => [requirement.id, requirement]));
  for (const { id } of after.requirements) pair(id, old.get(id));
  for (const { id, aliases } of after.requirements) {
    for (const alias of aliases) pair(id, old.get(alias));
    pair(id, before.requirements.find((each) => each.aliases.includes(id)));
  }
  return pairs;
}

function changesOf(before: VersionedRequirement, after: VersionedRequirement): readonly Change[] {
  const changes: Change[] = [];
  if (before.level !== after.level) {
    const direction = levels.indexOf(after.level) < levels.indexOf(before.level) ? "stricter" : "laxer";
    changes.push({ kind: "level", from: before.level, to: after.level, direction });
  }
  if (before.text !== after.text) changes.push({ kind: "text", marks: markWords(before.text, after.text) });
  if (before.id !== after.id) changes.push({ kind: "renamed", from: before.id, to: after.id });
  const facts = [
    ["profile", before.profile, after.profile],
    ["binding", before.binding ?? "every binding", after.binding ?? "every binding"],
    ["test", testInWords(before), testInWords(after)],
  ] as const;
  for (const [kind, from, to] of facts) if (from !== to) changes.push({ kind, from, to });
  for (const kind of ["intent", "prior"] as const) {
    const [from, to] = [before[kind] ?? "", after[kind] ?? ""];
    if (from !== to) changes.push({ kind, marks: markWords(from, to) });
  }
  return changes;
}

function testInWords({ test }: VersionedRequirement): string {
  return test.kind === "scenario" ? "by scenarios" : `by none: ${test.reason}`;
}
