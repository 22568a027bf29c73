import type { Group, GroupName, InstallOptions } from "./group.js";

/** What is virtual in the world of a simulated reactor, and cannot wait for what is real. */
const virtual: readonly GroupName[] = ["streams", "timers", "clock"];

/**
 * Time and network are virtual together or not at all: real time does not go on with a virtual network, and a real
 * network does not wait for virtual time. Returns why groups that were asked for are too few, or null.
 */
export function apart(groups: readonly Group[], { groups: asked, world }: InstallOptions): string | null {
  if (asked === undefined || world === undefined) return null;
  const missing = virtual.filter((name) => !asked.includes(name) && groups.some((group) => group.name === name));
  if (missing.length === 0) return null;
  return `in a world, time and network are virtual together or not at all: the groups need ${missing.join(", ")} too`;
}
