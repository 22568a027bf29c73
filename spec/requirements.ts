// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "./requirement.js";

/** Every requirement of the standard, in the order of the chapters. */
export const requirements: readonly Requirement[] = [
];
