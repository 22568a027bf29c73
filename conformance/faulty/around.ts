import type { Protocol, Transport } from "../../spec/reactor.js";

/** A protocol's notifications, `entering` called before each and `leaving` after it. */
export function around(protocol: Protocol, entering: () => void, leaving: () => void): Protocol {
  const wrap = <A extends readonly unknown[]>(method: (...args: A) => void) => (...args: A): void => {
    entering();
    try {
      return method(...args);
    } finally {
      leaving();
    }
  };
  return {
    connectionMade: wrap((transport: Transport) => protocol.connectionMade?.(transport)),
    dataReceived: wrap((data: Uint8Array) => protocol.dataReceived?.(data)),
    ...(protocol.eofReceived === undefined ? {} : { eofReceived: wrap(() => protocol.eofReceived?.()) }),
    pauseWriting: wrap(() => protocol.pauseWriting?.()),
    resumeWriting: wrap(() => protocol.resumeWriting?.()),
    connectionLost: wrap((reason) => protocol.connectionLost?.(reason)),
  };
}
