import type { CloseReason, Reactor, Transport } from "../../spec/reactor.js";
import { deferring } from "./deferred-writes.js";
import type { Fault } from "./fault.js";
import { deafWhile, overConnections, watchingLoss } from "./override.js";

/** A reactor that takes another way where a protocol aborts; the protocol is told that it aborted all the same. */
function overAborts(reactor: Reactor, abort: (transport: Transport) => void): Reactor {
  return overConnections(reactor, (protocol) => {
    let aborted = false;
    return {
      protocol: {
        connectionLost: (reason) => protocol.connectionLost?.(aborted ? { kind: "aborted" } : reason),
      },
      transport: (transport) => ({
        abortConnection() {
          aborted = true;
          abort(transport);
        },
      }),
    };
  });
}

/** The faulty reactors of the chapter on transports: how connections are ended. */
export const transportClosingFaults: readonly Fault[] = [
  {
    breaks: "transport.lose.flushes",
    does: "closes at once though output is pending",
    says: "everything written before loseConnection arrives, and a clean end behind it",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let reason: CloseReason | null = null;
      return {
        protocol: { connectionLost: (actual) => protocol.connectionLost?.(reason ?? actual) },
        transport: (transport) => ({
          loseConnection() {
            if (transport.pendingBytes === 0) return transport.loseConnection();
            reason = { kind: "done" };
            transport.abortConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.lose.flushes-while-peer-sends",
    does: "resets a connection that it is closing when more input comes",
    says: "everything written before loseConnection arrives though the peer goes on sending",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let state: "open" | "closing" | "disturbed" = "open";
      return {
        protocol: {
          ...deafWhile(protocol, () => state !== "open"),
          dataReceived(data) {
            if (state === "open") return protocol.dataReceived?.(data);
            state = "disturbed";
          },
          connectionLost: (reason) => protocol.connectionLost?.(state === "disturbed" ? { kind: "done" } : reason),
        },
        transport: (transport) => ({
          write(data) {
            if (state === "open") transport.write(data);
          },
          loseConnection() {
            if (state !== "open") return;
            state = "closing";
            reactor.callLater(1, () => {
              if (state === "disturbed") transport.abortConnection();
              else transport.loseConnection();
            });
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.lose.no-data",
    does: "delivers what arrives for another two milliseconds after loseConnection",
    says: "after this side had closed",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let closing = false;
      return {
        transport: (transport) => ({
          write(data) {
            if (!closing) transport.write(data);
          },
          loseConnection() {
            closing = true;
            transport.endWriting();
            reactor.callLater(2, () => transport.loseConnection());
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.lose.no-wait",
    does: "waits for the peer's end after loseConnection",
    says: "connectionLost follows loseConnection though the peer has not ended its sending",
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
            if (state === "ended") return transport.loseConnection();
            state = "closing";
            transport.endWriting();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.lose.after-end",
    does: "ignores loseConnection after endWriting",
    says: "loseConnection closes a connection whose sending side is ended",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let ended = false;
      return {
        transport: (transport) => ({
          endWriting() {
            ended = true;
            transport.endWriting();
          },
          loseConnection() {
            if (!ended) transport.loseConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.close.idempotent",
    does: "throws when a connection is closed after connectionLost",
    says: "ending a connection again throws nothing",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const loss = watchingLoss(protocol);
      return {
        protocol: loss.protocol,
        transport: (transport) => ({
          loseConnection() {
            if (loss.isLost()) throw new Error("the connection is closed");
            transport.loseConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.abort.discards",
    does: "flushes before it aborts",
    says: "connectionLost follows abortConnection though the peer reads nothing",
    make: (reactor: Reactor) => overAborts(reactor, (transport) =>
      transport.pendingBytes > 0 ? transport.loseConnection() : transport.abortConnection()),
  },
  {
    breaks: "transport.abort.reset",
    does: "ends an aborted connection in order when nothing is pending",
    says: "the peer of an aborted connection sees a reset",
    make: (reactor: Reactor) => overAborts(reactor, (transport) =>
      transport.pendingBytes > 0 ? transport.abortConnection() : transport.loseConnection()),
  },
  {
    breaks: "transport.abort.after-lose",
    does: "ignores abortConnection after loseConnection",
    says: "abortConnection ends a connection that is being flushed",
    make: (reactor: Reactor) => overConnections(reactor, () => {
      let closing = false;
      return {
        transport: (transport) => ({
          loseConnection() {
            closing = true;
            transport.loseConnection();
          },
          abortConnection() {
            if (!closing) transport.abortConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.end",
    does: "sends the end before what was written in the same callback",
    says: "everything written before endWriting arrives, and a clean end behind it",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => deferring(reactor, transport, { keep: (data) => data.slice(), overtakenByEnd: true }),
    })),
  },
  {
    breaks: "transport.end.receiving",
    does: "closes both directions when endWriting is called",
    says: "a connection goes on receiving after endWriting",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({ endWriting: () => transport.loseConnection() }),
    })),
  },
  {
    breaks: "transport.end.both",
    does: "waits for a call of the protocol when both sides have ended",
    says: "connectionLost follows by itself once both sides have ended",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let ended = false;
      let told = (): void => {};
      let closed = false;
      return {
        protocol: {
          connectionLost(reason) {
            if (reason.kind !== "done" || !ended || closed) return protocol.connectionLost?.(reason);
            told = () => protocol.connectionLost?.(reason);
          },
        },
        transport: (transport) => ({
          endWriting() {
            ended = true;
            transport.endWriting();
          },
          loseConnection() {
            closed = true;
            reactor.callLater(0, told);
            transport.loseConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.address.mirror",
    does: "takes its own address for the peer's, and the peer's for its own",
    says: "the transport's local address is the peer's remote one",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({ local: transport.remote, remote: transport.local }),
    })),
  },
  {
    breaks: "transport.address.constant",
    does: "forgets the addresses when the connection is over",
    says: "is the same after the end of the connection",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const loss = watchingLoss(protocol);
      return {
        protocol: loss.protocol,
        transport: (transport) => ({
          get local() {
            return loss.isLost() ? { kind: "tcp" as const, host: "", port: 0 } : transport.local;
          },
          get remote() {
            return loss.isLost() ? { kind: "tcp" as const, host: "", port: 0 } : transport.remote;
          },
        }),
      };
    }),
  },
];
