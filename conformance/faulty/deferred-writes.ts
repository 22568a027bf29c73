import type { Reactor, Transport } from "../../spec/reactor.js";

export interface Deferral {
  /** What is kept of a write, to be sent later; null for a write that is sent at once. */
  readonly keep: (data: Uint8Array) => Uint8Array | null;
  /** The end of the sending side overtakes what is kept, too. */
  readonly overtakenByEnd?: true;
  /** In which order what is kept is sent; by default that of the writes. */
  readonly arrange?: (kept: readonly Uint8Array[]) => readonly Uint8Array[];
}

/** Sends some writes of a transport only in a later turn: what is sent meanwhile overtakes them. */
export function deferring(reactor: Reactor, transport: Transport, deferral: Deferral): Partial<Transport> {
  let waiting: Uint8Array[] = [];
  const flush = (): void => {
    const due = deferral.arrange?.(waiting) ?? waiting;
    waiting = [];
    for (const data of due) transport.write(data);
  };
  return {
    get pendingBytes() {
      return transport.pendingBytes + waiting.reduce((sum, data) => sum + data.length, 0);
    },
    write(data) {
      const kept = data instanceof Uint8Array ? deferral.keep(data) : null;
      if (kept === null) transport.write(data);
      else if (waiting.push(kept) === 1) reactor.callLater(0, flush);
    },
    endWriting() {
      if (deferral.overtakenByEnd !== true) flush();
      transport.endWriting();
    },
    loseConnection() {
      flush();
      transport.loseConnection();
    },
    abortConnection() {
      waiting = [];
      transport.abortConnection();
    },
  };
}
