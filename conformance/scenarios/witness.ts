import { callLater, mark, marked, when } from "../language/build.js";
import type { Ending } from "../language/scenario.js";
import type { Operation } from "../language/operations.js";

/**
 * A timed call whose coming shows that what was scheduled before it, with shorter delays, had its time: by the order
 * of deadlines it comes last, however slow the machine is.
 */
export function witness(delay: number, ...then: readonly Operation[]): Operation {
  return callLater("witness", delay, ...then, mark("witness"));
}

/** The scenario ends with its witness. */
export const witnessed: readonly Ending[] = [when(marked("witness"))];

/** Keeps the callback running. */
export function spin(ms: number): Operation {
  return { op: "spin", ms };
}

export function listOf<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

/**
 * Room for the rounding of deadlines, in milliseconds: a sum on a clock that counts from 1970 may be off by 2^-12 ms.
 */
export const ROUNDING = 0.001;
