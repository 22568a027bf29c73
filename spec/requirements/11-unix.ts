// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 11-unix.md, in its order. */
export const requirements: readonly Requirement[] = [
];
