import type { ProtocolFactory, Reactor, TcpAddress } from "../../../spec/reactor.js";
import type { Turns } from "../blocking/nested-loop.js";

const HOME: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 0 };

/** What one client sends, and when, in ms after both are connected. */
export interface Sending {
  readonly byte: number;
  readonly after: number;
}

/** The total that every call of foo(conn) adds to: the global variable of the post. */
export interface Shared {
  x: number;
}

/** Where the calls of foo(conn) meet. */
export interface Meeting {
  readonly reactor: Reactor;
  /** The reactor's turns, for the style that nests them. */
  readonly turns: Turns;
  /** What the clients send. They connect in this order. */
  readonly sendings: readonly Sending[];
}

/** One style to write foo(conn) in. */
export interface Style {
  readonly name: string;
  /** Whether a reader sees where another foo(conn) may run within one. */
  readonly switches: "none" | "visible" | "hidden";
  /** Has foo(conn) called for each client, all at once, and returns the total that is left. */
  total(meeting: Meeting): Promise<number>;
}

/** Connects the clients to `factory`, sees that each is served, and has them send. The reactor is running. */
export async function meet({ reactor, sendings }: Meeting, factory: ProtocolFactory): Promise<void> {
  let served = 0;
  let allServed = (): void => {};
  const all = new Promise<void>((resolve) => {
    allServed = resolve;
  });
  const listener = await reactor.listen(HOME, (remote) => {
    served += 1;
    if (served === sendings.length) reactor.callLater(0, allServed);
    return factory(remote);
  });
  const clients = [];
  for (const sending of sendings) {
    clients.push({ ...sending, transport: await reactor.connect(listener.address, () => ({})) });
  }
  await all;
  for (const { byte, after, transport } of clients) {
    reactor.callLater(after, () => transport.write(Uint8Array.of(byte)));
  }
  void listener.close();
}

/** Tells when it was called as often as there are clients. */
export function countdown({ sendings }: Meeting): { readonly over: Promise<void>; one(): void } {
  let left = sendings.length;
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    over,
    one(): void {
      left -= 1;
      if (left === 0) end();
    },
  };
}
