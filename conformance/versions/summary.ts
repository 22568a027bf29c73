import type { Comparison } from "./compare.js";
import { groupOf, type GroupName } from "./order.js";

const nouns: Readonly<Record<GroupName, (count: number) => string>> = {
  stricter: (count) => `${count} with a stricter level`,
  laxer: (count) => `${count} with a laxer level`,
  text: (count) => `${count} with another sentence`,
  scope: (count) => `${count} of another profile, binding or way of testing`,
  added: (count) => `${count} added`,
  removed: (count) => `${count} removed`,
  renamed: (count) => `${count} renamed`,
  notes: (count) => `${count} with other notes alone`,
};

/** How many requirements differ in which way, in a phrase; each is counted once, for what weighs most. */
export function summary({ differences }: Comparison): string {
  const names = Object.keys(nouns) as readonly GroupName[];
  const parts = names.flatMap((name) => {
    const count = differences.filter((each) => groupOf(each) === name).length;
    return count === 0 ? [] : [nouns[name](count)];
  });
  return parts.length === 0 ? "no difference" : parts.join(", ");
}
