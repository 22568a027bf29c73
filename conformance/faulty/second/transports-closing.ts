import type { CloseReason, Reactor, Transport } from "../../../spec/reactor.js";
import type { Fault } from "../fault.js";
import { deafWhile, overConnections } from "../override.js";

/** Does something once nothing is unsent any more. */
function whenSent(reactor: Reactor, transport: Transport, then: () => void): void {
  if (transport.pendingBytes === 0) then();
  else reactor.callLater(1, () => whenSent(reactor, transport, then));
}

/** A connection that is flushed, and then cut in place of being ended: in any case, or where input came meanwhile. */
function cuttingBehind(reactor: Reactor, which: "all" | "disturbed"): Reactor {
  return overConnections(reactor, (protocol) => {
    let closing = false;
    let isCut = false;
    let disturbed = which === "all";
    return {
      protocol: {
        ...deafWhile(protocol, () => closing),
        dataReceived(data) {
          if (!closing) return protocol.dataReceived?.(data);
          disturbed = true;
        },
        connectionLost: (reason) => protocol.connectionLost?.(isCut ? { kind: "done" } : reason),
      },
      transport: (transport) => ({
        write(data) {
          if (!closing) transport.write(data);
        },
        loseConnection() {
          if (closing || transport.pendingBytes === 0) return transport.loseConnection();
          closing = true;
          whenSent(reactor, transport, () => {
            isCut = disturbed;
            if (disturbed) transport.abortConnection();
            else transport.loseConnection();
          });
        },
      }),
    };
  });
}

/** Tells of an abort at once, and sends what was written nevertheless. */
function flushingInSecret(reactor: Reactor): Reactor {
  return overConnections(reactor, (protocol) => {
    let told = false;
    const lose = (reason: CloseReason): unknown => {
      if (told) return undefined;
      told = true;
      return protocol.connectionLost?.(reason);
    };
    return {
      protocol: { connectionLost: (reason) => void lose(reason) },
      transport: (transport) => ({
        abortConnection() {
          if (told || transport.pendingBytes === 0) return transport.abortConnection();
          transport.loseConnection();
          reactor.callLater(0, () => lose({ kind: "aborted" }));
        },
      }),
    };
  });
}

/** The second faulty reactors of the chapter on transports: how connections are ended. */
export const secondTransportClosingFaults: readonly Fault[] = [
  {
    breaks: "transport.lose.flushes",
    does: "resets a connection when it has flushed it",
    says: "everything written before loseConnection arrives, and a clean end behind it",
    make: (reactor: Reactor) => cuttingBehind(reactor, "all"),
  },
  {
    breaks: "transport.lose.flushes-while-peer-sends",
    does: "resets a connection when it has flushed it, if it holds input that nobody has read",
    says: "everything written before loseConnection arrives though the peer goes on sending",
    make: (reactor: Reactor) => cuttingBehind(reactor, "disturbed"),
  },
  {
    breaks: "transport.lose.no-data",
    does: "tells of the peer's end while it flushes",
    says: "eofReceived came after this side had closed",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let closing = false;
      const { eofReceived: _, ...deaf } = deafWhile(protocol, () => closing);
      return {
        protocol: deaf,
        transport: (transport) => ({
          write(data) {
            if (!closing) transport.write(data);
          },
          loseConnection() {
            if (closing || transport.pendingBytes === 0) return transport.loseConnection();
            closing = true;
            transport.endWriting();
            whenSent(reactor, transport, () => transport.loseConnection());
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.lose.no-wait",
    does: "waits for the peer's end after loseConnection if the peer has sent something",
    says: "connectionLost follows loseConnection though the peer, which has sent, has not ended its sending",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let state: "silent" | "spoken" | "closing" | "ended" = "silent";
      return {
        protocol: {
          ...deafWhile(protocol, () => state === "closing"),
          dataReceived(data) {
            if (state === "silent") state = "spoken";
            if (state !== "closing") return protocol.dataReceived?.(data);
          },
        },
        transport: (transport) => ({
          endWriting() {
            state = "ended";
            transport.endWriting();
          },
          loseConnection() {
            if (state !== "spoken") return transport.loseConnection();
            state = "closing";
            transport.endWriting();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.lose.after-end",
    does: "waits for the peer's end when loseConnection follows endWriting",
    says: "loseConnection closes a connection whose sending side is ended",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let state: "open" | "ended" | "closing" = "open";
      return {
        protocol: deafWhile(protocol, () => state === "closing"),
        transport: (transport) => ({
          endWriting() {
            state = "ended";
            transport.endWriting();
          },
          loseConnection() {
            if (state === "open") transport.loseConnection();
            else state = "closing";
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.close.idempotent",
    does: "throws when the sending side is ended twice",
    says: "ending a connection again throws nothing",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let ended = false;
      return {
        transport: (transport) => ({
          endWriting() {
            if (ended) throw new Error("the socket is not connected");
            ended = true;
            transport.endWriting();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.abort.discards",
    does: "tells of an abort at once, and sends what was written nevertheless",
    says: "what was not sent is discarded",
    make: flushingInSecret,
  },
  {
    breaks: "transport.abort.reset",
    does: "ends an aborted connection in order when its peer has ended",
    says: "the peer of a connection that was aborted after the peer's end sees a reset",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      if (protocol.eofReceived === undefined) return {};
      let hasEnded = false;
      let aborted = false;
      return {
        protocol: {
          eofReceived() {
            hasEnded = true;
            return protocol.eofReceived?.();
          },
          connectionLost: (reason) => protocol.connectionLost?.(aborted ? { kind: "aborted" } : reason),
        },
        transport: (transport) => ({
          abortConnection() {
            aborted = true;
            if (hasEnded && transport.pendingBytes === 0) transport.loseConnection();
            else transport.abortConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.abort.after-lose",
    does: "ignores abortConnection in the callback in which loseConnection was called",
    says: "abortConnection at once behind loseConnection ends the connection",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let isClosing = false;
      return {
        transport: (transport) => ({
          loseConnection() {
            isClosing = true;
            queueMicrotask(() => {
              isClosing = false;
            });
            transport.loseConnection();
          },
          abortConnection() {
            if (!isClosing) transport.abortConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.end",
    does: "forgets endWriting while something is unsent",
    says: "everything written before endWriting arrives, and a clean end behind it",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({
        endWriting() {
          if (transport.pendingBytes === 0) transport.endWriting();
        },
      }),
    })),
  },
  {
    breaks: "transport.end.receiving",
    does: "drops what comes after endWriting",
    says: "a connection goes on receiving after endWriting",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let hasEnded = false;
      return {
        protocol: {
          dataReceived: (data) => hasEnded ? undefined : protocol.dataReceived?.(data),
        },
        transport: (transport) => ({
          endWriting() {
            hasEnded = true;
            transport.endWriting();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.end.both",
    does: "looks for the end of both sides only when the peer ends",
    says: "connectionLost follows by itself once both sides have ended",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let state: "open" | "peer has ended" | "closed" = "open";
      return {
        protocol: {
          ...(protocol.eofReceived === undefined ? {} : {
            eofReceived() {
              state = "peer has ended";
              return protocol.eofReceived?.();
            },
          }),
          connectionLost: (reason) => state === "peer has ended" && reason.kind === "done"
            ? undefined
            : protocol.connectionLost?.(reason),
        },
        transport: (transport) => ({
          loseConnection() {
            state = "closed";
            transport.loseConnection();
          },
        }),
      };
    }),
  },
];
