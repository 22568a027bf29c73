import { connect } from "../../reference/threads/worker.js";
import type { MessagePort } from "../../spec/reactor.js";

// Functions that tests have called in threads.

/** Calls `note` so often, with 0, 1, 2, ..., in messages of `each` calls. */
export function callIn(port: MessagePort, calls: number, each: number): void {
  const caller = connect(port);
  for (let next = 0; next < calls; next += each) {
    if (each === 1) caller.callFromThread("note", next);
    else caller.callEachFromThread("note", Array.from({ length: each }, (_, i) => [next + i]));
  }
}

export function ask(port: MessagePort): unknown {
  return connect(port).blockingCallFromThread("answer");
}

export function connectTwice(port: MessagePort): void {
  connect(port);
  connect(port);
}

export function throwValue(value: unknown): never {
  throw value;
}

export function throwFunction(): never {
  throw () => undefined;
}

/** Returns, and throws later, when nobody waits any more. */
export function throwLater(message: string): void {
  setTimeout(() => {
    throw new Error(message);
  });
}

export function compute(rounds: number): number {
  let sum = 0;
  for (let i = 0; i < rounds; i++) sum = (sum + i) % 1000;
  return sum;
}
