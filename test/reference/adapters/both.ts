import * as node from "../../../reference/node/index.js";
import * as simulated from "../../../reference/simulated/index.js";
import type { Reactor, TcpAddress } from "../../../spec/reactor.js";

/** A way to make a reactor, by a name for tests. */
export interface Maker {
  readonly name: string;
  readonly make: () => Reactor;
}

/** The reference reactors: what imports only the standard's types runs on each, unchanged. */
export const makers: readonly Maker[] = [
  { name: "node", make: node.createReactor },
  { name: "simulated", make: simulated.createReactor },
];

export const HOME: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 0 };

/** Runs a reactor for as long as `body` takes. */
export async function during<Result>(reactor: Reactor, body: () => Promise<Result>): Promise<Result> {
  const running = reactor.run();
  try {
    return await body();
  } finally {
    reactor.stop();
    await running;
  }
}

export function latin1(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

export function textOf(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).toString("latin1");
}
