import type { Group } from "./group.js";

/** The groups of the host shim, in the order in which they are installed. */
export const groups: readonly Group[] = [];
