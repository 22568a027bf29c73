import { errorCategories } from "../../spec/error-categories.js";
import type { ReactorError } from "../../spec/reactor.js";
import { ReactorFailure, type FailureDetails } from "../core/errors.js";

/** What was thrown in one thread, in the form in which it gets to another. */
export type PassedError =
  | { readonly kind: "value"; readonly value: unknown }
  | {
    readonly kind: "error"; readonly base: string; readonly name: string; readonly message: string;
    readonly stack: string | undefined; readonly fields: Readonly<Record<string, unknown>>;
  };

const bases = [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError];
const categories: ReadonlySet<unknown> = new Set(errorCategories);

/** Makes it ready to be passed: the name, message and stack of an error, and its fields as far as they can be. */
export function passedError(error: unknown): PassedError {
  if (!(error instanceof Error)) return isCloneable(error) ? { kind: "value", value: error } : described(error);
  const base = bases.find((each) => error instanceof each)?.name ?? "Error";
  const name = error.name === base ? error.constructor.name : error.name;
  const fields = Object.entries(error).filter(([key, value]) => key !== "name" && isCloneable(value));
  return {
    kind: "error", base, name, message: error.message, stack: error.stack, fields: Object.fromEntries(fields),
  };
}

/** The error as its own thread had it, but for its class: where that is the program's, its name is kept. */
export function receivedError(passed: PassedError): unknown {
  if (passed.kind === "value") return passed.value;
  const { name, message, stack, fields } = passed;
  const error = Object.assign(made(passed), fields);
  Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  Object.defineProperty(error, "stack", { value: stack ?? `${name}: ${message}`, configurable: true, writable: true });
  return error;
}

function made({ base, message, fields }: PassedError & { readonly kind: "error" }): Error {
  if (categories.has(fields["category"])) {
    return new ReactorFailure(fields["category"] as ReactorError["category"], message, fields as FailureDetails);
  }
  const Base = bases.find((each) => each.name === base) ?? Error;
  return new Base(message);
}

function described(value: unknown): PassedError {
  return { kind: "error", base: "Error", name: "Error", message: String(value), stack: undefined, fields: {} };
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
