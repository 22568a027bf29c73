/** Calls one of the two when the outcome is there; what a scenario throws in them is nobody's to catch. */
export async function settle<T>(
  outcome: PromiseLike<T>,
  fulfilled: (value: T) => unknown,
  rejected: (error: unknown) => unknown,
): Promise<void> {
  let next: () => unknown;
  try {
    const value = await outcome;
    next = () => fulfilled(value);
  } catch (error) {
    next = () => rejected(error);
  }
  try {
    await next();
  } catch {
    // It is in the trace.
  }
}

/** Takes note of an outcome, so that nobody else has to. */
export async function handled(outcome: PromiseLike<unknown>): Promise<void> {
  try {
    await outcome;
  } catch {
    // Who made it knows.
  }
}
