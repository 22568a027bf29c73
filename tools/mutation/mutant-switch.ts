import { isMainThread } from "node:worker_threads";

// Which mutant is tried. A copy of this module lies at the root of the instrumented tree, and is all that it has in
// common with the tool.

/** The exit code of a process whose mutant does not come to an end. */
export const OVERRUN = 70;

let chosen = Number(process.env["REACTOR_MUTANT"] ?? -1);
let steps = 0;
let limit = Infinity;
let reached: Set<number> | null = null;

/** Whether this is the mutant that is tried. */
export function on(mutant: number): boolean {
  steps += 1;
  if (steps > limit && isMainThread) process.exit(OVERRUN);
  reached?.add(mutant);
  return mutant === chosen;
}

/** The value of an expression, and which mutants would have another. */
export function see<Value>(original: () => Value, others: readonly (readonly [number, () => unknown])[]): Value {
  steps += others.length;
  const value = original();
  if (reached === null) return value;
  for (const [mutant, other] of others) {
    if (!reached.has(mutant) && !isSame(value, other)) reached.add(mutant);
  }
  return value;
}

function isSame(value: unknown, other: () => unknown): boolean {
  try {
    return Object.is(value, other());
  } catch {
    return false;
  }
}

/** Tries a mutant from now on, in threads that are started later, too; after `most` steps the process exits. */
export function choose(mutant: number, most: number): void {
  process.env["REACTOR_MUTANT"] = String(mutant);
  chosen = mutant;
  steps = 0;
  limit = most;
}

/** Tries none. */
export function chooseNone(): void {
  choose(-1, Infinity);
}

/** Begins to write down which mutants make a difference where they are; what is returned ends it. */
export function record(): () => { readonly mutants: readonly number[]; readonly steps: number } {
  const mutants = new Set<number>();
  steps = 0;
  reached = mutants;
  return () => {
    reached = null;
    return { mutants: [...mutants], steps };
  };
}
