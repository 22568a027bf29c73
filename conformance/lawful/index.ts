import type { Oddity } from "../faulty/fault.js";

/** Every lawful oddity. */
export const oddities: readonly Oddity[] = [
];
