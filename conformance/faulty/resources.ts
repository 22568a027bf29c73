import { openSync } from "node:fs";
import type { Protocol, Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overFailures, overListeners } from "./override-endpoints.js";
import { overConnections, overProtocols, override } from "./override.js";

/** Opens a descriptor, and forgets it. */
function leak(): void {
  openSync("/dev/null", "r");
}

const LONG = 2 ** 31 - 1;

const descriptorFaults: readonly Fault[] = [
  {
    breaks: "resource.descriptors",
    does: "opens a descriptor for each run, and leaves it open",
    says: "no more descriptors are open after a run than within it",
    make: (reactor: Reactor) => override(reactor, { run: () => reactor.run().then(leak) }),
  },
  {
    breaks: "resource.attempt.failed",
    does: "leaves a descriptor open for each attempt that fails",
    says: "no more descriptors are open after several refused attempts than after one",
    make: (reactor: Reactor) => overFailures(reactor, (failure) => {
      if (failure.category === "refused") leak();
      return failure;
    }),
  },
  {
    breaks: "resource.attempt.given-up",
    does: "leaves a descriptor open for each attempt that is given up",
    says: "no more descriptors are open after several attempts were given up than after one",
    make: (reactor: Reactor) => overFailures(reactor, (failure) => {
      if (failure.category === "cancelled" || failure.category === "timed-out") leak();
      return failure;
    }),
  },
  {
    breaks: "resource.connection",
    does: "leaves a descriptor open for each connection that its peer has reset",
    says: "no more descriptors are open after many connections than after one of each ending",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override(protocol, {
      connectionLost(reason) {
        if (reason.kind === "lost") leak();
        return protocol.connectionLost?.(reason);
      },
    })),
  },
  {
    breaks: "resource.listener",
    does: "leaves a descriptor open for each listener that is closed",
    says: "no more descriptors are open after several listeners were closed than after one",
    make: (reactor: Reactor) => overListeners(reactor, (listener) => override(listener, {
      close: () => listener.close().then(leak),
    })),
  },
  {
    breaks: "resource.idle.undisturbed",
    does: "cuts the oldest connection when it closes the fiftieth descriptor",
    says: "an idle connection is notified of what its own peer and its own protocol do, and of nothing else",
    make(reactor: Reactor) {
      const open = new Set<Transport>();
      let closed = 0;
      return overConnections(reactor, (protocol) => {
        let own: Transport | null = null;
        return {
          protocol: {
            connectionMade(transport) {
              own = transport;
              open.add(transport);
              return protocol.connectionMade?.(transport);
            },
            connectionLost(reason) {
              if (own !== null) open.delete(own);
              if (++closed === 50) [...open][0]?.abortConnection();
              return protocol.connectionLost?.(reason);
            },
          },
        };
      });
    },
  },
];

const hostFaults: readonly Fault[] = [
  {
    breaks: "resource.host",
    does: "leaves a timer armed in the host",
    says: "nothing more keeps the program alive after a run than before it",
    make: (reactor: Reactor) => override(reactor, {
      run: () => reactor.run().then(() => void setInterval(() => undefined, LONG)),
    }),
  },
  {
    breaks: "resource.handlers",
    does: "handles a signal from its first run on",
    says: "a run installs no handlers by itself",
    make: (reactor: Reactor) => override(reactor, {
      run() {
        process.on("SIGUSR2", () => reactor.stop());
        return reactor.run();
      },
    }),
  },
  {
    breaks: "resource.rejections",
    does: "derives a promise from each attempt to connect, and forgets it",
    says: "a promise was rejected, and nobody handles it",
    make: (reactor: Reactor) => override(reactor, {
      connect(address, factory, options) {
        const outcome = reactor.connect(address, factory, options);
        void outcome.then(() => undefined);
        return outcome;
      },
    }),
  },
];

const memoryFaults: readonly Fault[] = [
  {
    breaks: "resource.timed-call.released",
    does: "keeps every callback, as if it were pending",
    says: "the callback of a call that was cancelled is collected",
    make(reactor: Reactor) {
      const kept: unknown[] = [];
      return override(reactor, {
        callLater(delay, callback) {
          kept.push(callback);
          return reactor.callLater(delay, callback);
        },
      });
    },
  },
  {
    breaks: "resource.connection.released",
    does: "keeps the protocols of connections in a table",
    says: "the protocol of a lost connection is collected",
    make(reactor: Reactor) {
      const table: Protocol[] = [];
      return overProtocols(reactor, (protocol) => {
        table.push(protocol);
        return override(protocol, {});
      });
    },
  },
  {
    breaks: "resource.connection.kept",
    does: "refers to protocols weakly",
    says: "a connection that nobody refers to is notified of its data",
    make: (reactor: Reactor) => overProtocols(reactor, weakly),
  },
  {
    breaks: "resource.write.released",
    does: "keeps what was written until the transport is collected",
    says: "the pending output of an aborted connection is collected",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      const kept: Uint8Array[] = [];
      return {
        transport: (transport) => ({
          write(data) {
            kept.push(data.slice());
            transport.write(data);
          },
          get pendingBytes() {
            return kept.length === 0 ? 0 : transport.pendingBytes;
          },
        }),
      };
    }),
  },
];

/** A protocol that passes on what it is notified of for as long as the other one is there. */
function weakly(protocol: Protocol): Protocol {
  const ref = new WeakRef(protocol);
  const weak: Protocol = {
    connectionMade: (transport) => ref.deref()?.connectionMade?.(transport),
    dataReceived: (data) => ref.deref()?.dataReceived?.(data),
    connectionLost: (reason) => ref.deref()?.connectionLost?.(reason),
  };
  return protocol.eofReceived === undefined ? weak : { ...weak, eofReceived: () => ref.deref()?.eofReceived?.() };
}

/** The faulty reactors of the chapter on resources. */
export const resourceFaults: readonly Fault[] = [...descriptorFaults, ...hostFaults, ...memoryFaults];
