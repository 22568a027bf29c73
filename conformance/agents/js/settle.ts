/** Attaches the two continuations; what a scenario throws in them is nobody's to catch. */
export function settle<T>(
  outcome: PromiseLike<T>,
  fulfilled: (value: T) => unknown,
  rejected: (error: unknown) => unknown,
): void {
  Promise.resolve(outcome).then(fulfilled, rejected).catch(() => undefined);
}
