// Functions that scenarios in code have called in a thread.

export function echo(...args: readonly unknown[]): readonly unknown[] {
  return args;
}

export function sum(bytes: ArrayBuffer): number {
  return new Uint8Array(bytes).reduce((total, each) => total + each, 0);
}

/** An error of a class of the program's own, which has no name of its own. */
class Refusal extends RangeError {
  readonly code = "ECONNREFUSED";
  readonly category = "refused";
}

export function fail(): never {
  throw new Refusal("not today");
}

/** Shows in a stack. */
export function failAtDepth(): never {
  return fail();
}

export function failPlainly(): never {
  throw new TypeError("plainly");
}

export function returnFunction(): () => void {
  return () => undefined;
}

export function exit(): never {
  process.exit(3);
}

/** What no module should have in place of a function. */
export const noFunction = 1;
