import { clock } from "./clock.js";
import { datagrams } from "./datagrams/datagrams.js";
import type { Group } from "./group.js";
import { names } from "./names/names.js";
import { randomness } from "./randomness.js";
import { streams } from "./streams/index.js";
import { timers } from "./timers/group.js";

/** The groups of the host shim, in the order in which they are installed. */
export const groups: readonly Group[] = [streams, datagrams, names, timers, clock, randomness];
