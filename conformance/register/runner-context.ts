/** What a test case can say of itself while it runs, in whichever runner. */
export interface RunnerContext {
  /** It may take as long as it takes. */
  readonly waits: () => void;
  /** It is shown as skipped, with the reason. Some runners end it by throwing. */
  readonly skip: (reason: string) => void;
  /** It is shown as what is known to be amiss, or else as skipped, with the reason. */
  readonly todo: (reason: string) => void;
}

type Method = (...args: readonly unknown[]) => unknown;

/**
 * The context of a case: what mocha has as `this`, and `node:test` and vitest hand over.
 * @throws Error for a runner that cannot show a case as skipped: a skip would look like a pass.
 */
export function contextOf(receiver: unknown, args: readonly unknown[]): RunnerContext {
  const [given] = args;
  const skip = methodOf(given, "skip");
  if (skip !== null) {
    return { waits: () => undefined, skip, todo: methodOf(given, "todo") ?? skip };
  }
  const pend = methodOf(receiver, "skip");
  if (pend === null) throw new Error("this runner cannot show a case as skipped while it runs");
  const pending = (reason: string): void => {
    // What is pending has no other place for a reason.
    const { test } = Object(receiver) as { readonly test?: { title?: string } };
    if (test?.title !== undefined) test.title = `${test.title} (${reason})`;
    pend();
  };
  return { waits: () => void methodOf(receiver, "timeout")?.(0), skip: pending, todo: pending };
}

function methodOf(target: unknown, name: string): Method | null {
  const method: unknown = Object(target)[name];
  return typeof method === "function" ? (method as Method).bind(target) : null;
}
