import type { Protocol, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overConnections, watchingLoss, type ChangedConnection } from "./override.js";

/** A connection that is read while it is paused: what comes is kept until `flush`, which `resumed` may call. */
export function readingOn(protocol: Protocol, resumed: (flush: () => void) => void): ChangedConnection {
  const kept: Uint8Array[] = [];
  let paused = false;
  const flush = (): void => {
    for (let data = kept[0]; data !== undefined && !paused; data = kept[0]) {
      kept.shift();
      protocol.dataReceived?.(data);
    }
  };
  return {
    protocol: {
      dataReceived(data) {
        if (!paused && kept.length === 0) return protocol.dataReceived?.(data);
        kept.push(data);
        flush();
      },
    },
    transport: () => ({
      pauseReading() {
        paused = true;
      },
      resumeReading() {
        paused = false;
        resumed(flush);
      },
    }),
  };
}

const readingIntoList = (reactor: Reactor): Reactor => overConnections(reactor, (protocol) =>
  readingOn(protocol, (flush) => void reactor.callLater(0, flush)));

/** A connection whose calls `change` makes anew, given whether reading is paused. */
export function whilePaused(
  reactor: Reactor,
  change: (protocol: Protocol, isPaused: () => boolean) => ChangedConnection,
): Reactor {
  return overConnections(reactor, (protocol) => {
    let paused = false;
    const { protocol: notified, transport: changed } = change(protocol, () => paused);
    return {
      ...(notified === undefined ? {} : { protocol: notified }),
      transport(transport) {
        const calls = changed?.(transport) ?? {};
        return {
          ...calls,
          pauseReading() {
            paused = true;
            transport.pauseReading();
          },
          resumeReading() {
            if (calls.resumeReading === undefined) transport.resumeReading();
            else calls.resumeReading();
            paused = false;
          },
        };
      },
    };
  });
}

/** The faulty reactors of the chapter on flow control: receiving. */
export const flowReadingFaults: readonly Fault[] = [
  {
    breaks: "execution.flow.returns-first",
    does: "delivers what it has kept inside resumeReading",
    says: "dataReceived was entered before resumeReading returned",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => readingOn(protocol, (flush) => flush())),
  },
  {
    breaks: "flow.read.pause",
    does: "pauses two milliseconds late",
    says: "nothing is delivered once reading is paused",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let paused = false;
      return {
        transport: (transport) => ({
          pauseReading() {
            paused = true;
            reactor.callLater(2, () => {
              if (paused) transport.pauseReading();
            });
          },
          resumeReading() {
            paused = false;
            transport.resumeReading();
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.read.pause.in-made",
    does: "begins to read after connectionMade, whatever was called in it",
    says: "what is paused in connectionMade is delivered nothing",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => ({
      protocol: {
        connectionMade(transport) {
          try {
            return protocol.connectionMade?.(transport);
          } finally {
            transport.resumeReading();
          }
        },
      },
    })),
  },
  {
    breaks: "flow.read.resume",
    does: "delivers what came while it was paused only when more comes",
    says: "what came while reading was paused is delivered when it is resumed",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => readingOn(protocol, () => undefined)),
  },
  {
    breaks: "flow.read.whole",
    does: "delivers the last chunk again when it is resumed",
    says: "every byte is delivered once and in order, however often reading is paused",
    make: (reactor: Reactor) => {
      const last = new Map<Protocol, Uint8Array>();
      return whilePaused(reactor, (protocol, isPaused) => ({
        protocol: {
          dataReceived(data) {
            last.set(protocol, data);
            return protocol.dataReceived?.(data);
          },
        },
        transport: (transport) => ({
          resumeReading() {
            const data = last.get(protocol);
            if (!isPaused() || data === undefined) return transport.resumeReading();
            reactor.callLater(0, () => {
              protocol.dataReceived?.(data);
              transport.resumeReading();
            });
          },
        }),
      }));
    },
  },
  {
    breaks: "flow.read.idempotent",
    does: "counts the calls of pauseReading, and resumes when as many of resumeReading came",
    says: "one resumeReading is enough after several calls of pauseReading",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let pauses = 0;
      return {
        transport: (transport) => ({
          pauseReading() {
            pauses++;
            transport.pauseReading();
          },
          resumeReading() {
            pauses = Math.max(0, pauses - 1);
            if (pauses === 0) transport.resumeReading();
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.read.back-pressure",
    does: "reads on while it is paused, into a list",
    says: "a peer that goes on sending while reading is paused comes to a halt",
    make: readingIntoList,
  },
  {
    breaks: "flow.read.end",
    does: "closes at the peer's end, though reading is paused",
    says: "the peer's end has its effect when reading is resumed",
    make: readingIntoList,
  },
  {
    breaks: "flow.read.reset",
    does: "tells of an orderly end where it finds a reset in a connection that was paused",
    says: "a connection that was reset while it was paused is lost once it is resumed",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let wasPaused = false;
      return {
        protocol: {
          connectionLost: (reason) =>
            protocol.connectionLost?.(wasPaused && reason.kind === "lost" ? { kind: "done" } : reason),
        },
        transport: (transport) => ({
          pauseReading() {
            wasPaused = true;
            transport.pauseReading();
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.read.writes",
    does: "keeps what is written until reading is resumed",
    says: "what is written while reading is paused arrives",
    make: (reactor: Reactor) => whilePaused(reactor, (_, isPaused) => ({
      transport(transport) {
        const kept: Uint8Array[] = [];
        return {
          write(data) {
            if (isPaused()) kept.push(data);
            else transport.write(data);
          },
          resumeReading() {
            for (const data of kept.splice(0)) transport.write(data);
            transport.resumeReading();
          },
        };
      },
    })),
  },
  {
    breaks: "flow.read.lose",
    does: "ignores loseConnection while reading is paused",
    says: "loseConnection closes a connection whose reading is paused",
    make: (reactor: Reactor) => whilePaused(reactor, (_, isPaused) => ({
      transport: (transport) => ({
        loseConnection() {
          if (!isPaused()) transport.loseConnection();
        },
      }),
    })),
  },
  {
    breaks: "flow.read.abort",
    does: "ignores abortConnection while reading is paused",
    says: "abortConnection ends a connection whose reading is paused",
    make: (reactor: Reactor) => whilePaused(reactor, (_, isPaused) => ({
      transport: (transport) => ({
        abortConnection() {
          if (!isPaused()) transport.abortConnection();
        },
      }),
    })),
  },
  {
    breaks: "flow.over",
    does: "throws when a connection that is lost is paused",
    says: "calls about the pace of a connection that is closed throw nothing",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const loss = watchingLoss(protocol);
      return {
        protocol: loss.protocol,
        transport: (transport) => ({
          pauseReading() {
            if (loss.isLost()) throw new Error("the connection is closed");
            transport.pauseReading();
          },
        }),
      };
    }),
  },
];
