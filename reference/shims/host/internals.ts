import { createRequire } from "node:module";

// Captured before anybody can replace it.
const { nextTick } = process;

const require = createRequire(import.meta.url);
const exposed = process.execArgv.includes("--expose-internals");

/** An internal module of the host, without the warning that one of them gives. */
function quietly(name: string): unknown {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return require(name);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** An internal module of the host; null where internals are not exposed, or it is not there. */
export function internalModule(name: string): Record<string, unknown> | null {
  if (!exposed) return null;
  try {
    return quietly(name) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** What the host's own modules have of its native part, by name; null where internals are not exposed. */
export function internalBinding(name: string): Record<string, unknown> | null {
  const bindings = internalModule("internal/test/binding");
  const read = bindings?.["internalBinding"];
  return typeof read === "function" ? (read as (name: string) => Record<string, unknown>)(name) : null;
}

const trigger = internalBinding("errors")?.["triggerUncaughtException"];

/**
 * Has an error reach the host's handler of uncaught errors: at once where internals are exposed, as if it had left a
 * callback of the host's loop; else in the next tick.
 */
export const raise: (error: unknown) => void = typeof trigger === "function"
  ? (error) => void (trigger as (error: unknown, fromPromise: boolean) => void)(error, false)
  : (error) => nextTick(() => {
    throw error;
  });
