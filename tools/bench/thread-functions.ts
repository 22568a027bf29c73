import { connect } from "../../reference/threads/worker.js";
import type { MessagePort } from "../../spec/reactor.js";

// What the benchmarks have threads do.

/** Posts a number so often. */
export function post(port: MessagePort, times: number): void {
  for (let i = 0; i < times; i += 1) port.postMessage(i);
}

/** Calls `note` so often, with a number, in messages of `each` calls. */
export function callIn(port: MessagePort, times: number, each: number): void {
  const caller = connect(port);
  for (let i = 0; i < times; i += each) {
    if (each === 1) caller.callFromThread("note", i);
    else caller.callEachFromThread("note", Array.from({ length: each }, (_, j) => [i + j]));
  }
}

/** Posts back what comes, until null does. */
export function echo(port: MessagePort): Promise<void> {
  return new Promise((resolve) => {
    port.on("message", (message: unknown) => {
      port.postMessage(message);
      if (message === null) resolve();
    });
  });
}

export function identity(value: unknown): unknown {
  return value;
}
