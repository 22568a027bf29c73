import type { HostWithPort, PortSource, ResolverAnswer } from "./name-operations.js";
import type { OddValue, Operation } from "./operations.js";

// What scenarios about names are written with.

/** Sets a scripted resolver. */
export function setResolver(resolver: string, answers: Readonly<Record<string, ResolverAnswer>>): Operation {
  return { op: "setResolver", resolver, answers };
}

export const restoreResolver: Operation = { op: "setResolver", resolver: null };

/** An answer that comes at once. */
export function hosts(...list: readonly string[]): ResolverAnswer {
  return { hosts: list };
}

export function resolve(
  lookup: string, host: string | OddValue, on?: Extract<Operation, { readonly op: "resolve" }>["on"],
): Operation {
  return { op: "resolve", lookup, host, ...(on === undefined ? {} : { on }) };
}

/** The port of something at another host. */
export function at(host: string, portOf: PortSource): HostWithPort {
  return { host, portOf };
}
