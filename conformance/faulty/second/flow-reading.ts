import type { CloseReason, Protocol, Reactor } from "../../../spec/reactor.js";
import type { Fault } from "../fault.js";
import { readingOn, whilePaused } from "../flow-reading.js";
import { overConnections, override } from "../override.js";

/** Holds back the data of a connection that is paused by itself, and not the peer's end. */
function endingWhilePaused(reactor: Reactor): Reactor {
  return overConnections(reactor, (protocol) => protocol.eofReceived === undefined
    ? {}
    : readingOn(protocol, (flush) => void reactor.callLater(0, flush)));
}

/** Is waked by a write to a connection that is paused, and reads what has come into a list. */
function readingWithWrites(reactor: Reactor): Reactor {
  return overConnections(reactor, (protocol) => {
    const list = readingOn(protocol, (flush) => void reactor.callLater(0, flush));
    let paused = false;
    return {
      ...list,
      transport(transport) {
        const calls = list.transport?.(transport);
        return {
          pauseReading() {
            paused = true;
            calls?.pauseReading?.();
            transport.pauseReading();
          },
          resumeReading() {
            paused = false;
            transport.resumeReading();
            calls?.resumeReading?.();
          },
          write(data) {
            transport.write(data);
            if (paused) transport.resumeReading();
          },
        };
      },
    };
  });
}

/** Delivers each chunk in two halves, and drops the second where the first made the protocol pause. */
function halving(reactor: Reactor): Reactor {
  return whilePaused(reactor, (protocol, isPaused) => ({
    protocol: {
      dataReceived(data) {
        const half = Math.ceil(data.length / 2);
        protocol.dataReceived?.(data.subarray(0, half));
        if (half === data.length || isPaused()) return;
        protocol.dataReceived?.(data.subarray(half));
      },
    },
  }));
}

/** Keeps the loss of a connection that was paused, for a reason of this kind, and tells of it late or never. */
function keepingLoss(
  reactor: Reactor, kind: CloseReason["kind"], tellsAt: "write" | "resume" | "never",
): Reactor {
  return overConnections(reactor, (protocol) => {
    let paused = false;
    let wasPaused = false;
    let closed = false;
    let tell = (): unknown => undefined;
    return {
      protocol: {
        connectionLost(reason) {
          const isMeant = reason.kind === kind && !(kind === "done" && closed);
          if (!isMeant || !(tellsAt === "resume" ? paused : wasPaused)) return protocol.connectionLost?.(reason);
          tell = () => protocol.connectionLost?.(reason);
        },
      },
      transport: (transport) => ({
        pauseReading() {
          paused = true;
          wasPaused = true;
          transport.pauseReading();
        },
        resumeReading() {
          paused = false;
          transport.resumeReading();
          if (tellsAt === "resume") reactor.callLater(0, tell);
        },
        write(data) {
          transport.write(data);
          if (tellsAt === "write") reactor.callLater(0, tell);
        },
        loseConnection() {
          closed = true;
          transport.loseConnection();
        },
      }),
    };
  });
}

/** Cuts a connection that is closed while it is paused, with what is unsent, and takes that for an orderly end. */
function cuttingPaused(reactor: Reactor): Reactor {
  return overConnections(reactor, (protocol) => {
    let paused = false;
    let isCut = false;
    return {
      protocol: { connectionLost: (reason) => protocol.connectionLost?.(isCut ? { kind: "done" } : reason) },
      transport: (transport) => ({
        pauseReading() {
          paused = true;
          transport.pauseReading();
        },
        resumeReading() {
          paused = false;
          transport.resumeReading();
        },
        loseConnection() {
          isCut = paused;
          if (paused) transport.abortConnection();
          else transport.loseConnection();
        },
      }),
    };
  });
}

/** The second faulty reactors of the chapter on flow control: receiving. */
export const secondFlowReadingFaults: readonly Fault[] = [
  {
    breaks: "flow.read.pause",
    does: "pauses the data, and not the peer's end",
    says: "eofReceived came while reading was paused",
    make: endingWhilePaused,
  },
  {
    breaks: "flow.read.pause.in-made",
    does: "begins to read a connection that it opened when the attempt is fulfilled",
    says: "what is paused in connectionMade is delivered nothing",
    make: (reactor: Reactor) => override(reactor, {
      connect: (address, factory, options) => reactor.connect(address, factory, options).then((transport) => {
        transport.resumeReading();
        return transport;
      }),
    }),
  },
  {
    breaks: "flow.read.resume",
    does: "waits for more input when reading is resumed for the second time",
    says: "what came while reading was paused for the second time is delivered when it is resumed",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let resumed = 0;
      return {
        transport: (transport) => ({
          resumeReading() {
            resumed += 1;
            if (resumed === 1) transport.resumeReading();
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.read.whole",
    does: "drops the rest of what it has read when the protocol pauses at the beginning of it",
    says: "every byte is delivered once and in order, however often reading is paused",
    make: halving,
  },
  {
    breaks: "flow.read.idempotent",
    does: "refuses to pause what is paused",
    says: "pausing or resuming again throws nothing",
    make: (reactor: Reactor) => whilePaused(reactor, (protocol: Protocol, isPaused) => ({
      protocol: { connectionMade: (transport) => protocol.connectionMade?.(override(transport, {
        pauseReading() {
          if (isPaused()) throw new Error("already paused");
          transport.pauseReading();
        },
      })) },
    })),
  },
  {
    breaks: "flow.read.back-pressure",
    does: "reads on into a list when a connection that is paused is written to",
    says: "a peer that goes on sending while reading is paused comes to a halt",
    make: readingWithWrites,
  },
  {
    breaks: "flow.read.end",
    does: "forgets the peer's end that came while reading was paused",
    says: "the peer's end has its effect when reading is resumed",
    make: (reactor: Reactor) => keepingLoss(reactor, "done", "never"),
  },
  {
    breaks: "flow.read.reset",
    does: "tells of a reset that came while reading was paused when something is written, and not before",
    says: "a connection that was reset while it was paused is lost once it is resumed",
    make: (reactor: Reactor) => keepingLoss(reactor, "lost", "write"),
  },
  {
    breaks: "flow.read.writes",
    does: "keeps the end of its sending until reading is resumed",
    says: "what is written while reading is paused arrives",
    make: (reactor: Reactor) => whilePaused(reactor, (_, isPaused) => ({
      transport(transport) {
        let kept = false;
        return {
          endWriting() {
            kept = isPaused();
            if (!kept) transport.endWriting();
          },
          resumeReading() {
            transport.resumeReading();
            if (kept) transport.endWriting();
          },
        };
      },
    })),
  },
  {
    breaks: "flow.read.lose",
    does: "cuts a connection that is closed while it is paused",
    says: "everything written before loseConnection arrives though reading is paused",
    make: cuttingPaused,
  },
  {
    breaks: "flow.read.abort",
    does: "tells of an abort when reading is resumed",
    says: "abortConnection ends a connection whose reading is paused",
    make: (reactor: Reactor) => keepingLoss(reactor, "aborted", "resume"),
  },
  {
    breaks: "flow.over",
    does: "throws when watermarks are set of a connection that is closed",
    says: "calls about the pace of a connection that is closed throw nothing",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let closed = false;
      return {
        transport: (transport) => ({
          loseConnection() {
            closed = true;
            transport.loseConnection();
          },
          setWatermarks(low, high) {
            if (closed) throw new Error("the connection is closed");
            transport.setWatermarks(low, high);
          },
        }),
      };
    }),
  },
];
