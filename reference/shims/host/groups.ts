import { clock } from "./clock.js";
import type { Group } from "./group.js";
import { randomness } from "./randomness.js";
import { streams } from "./streams/index.js";
import { timers } from "./timers/group.js";

/** The groups of the host shim, in the order in which they are installed. */
export const groups: readonly Group[] = [streams, timers, clock, randomness];
