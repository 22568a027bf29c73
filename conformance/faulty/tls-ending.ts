import type { CloseReason, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { deafWhile, overConnections } from "./override.js";

/** What a record of TLS holds, in bytes. */
const RECORD = 16 * 1024;

const isTruncated = (reason: CloseReason): boolean => reason.kind === "lost" && reason.error.category === "truncated";

/** The faulty reactors of the chapter on TLS: what is sent, and how connections end. */
export const tlsEndingFaults: readonly Fault[] = [
  {
    breaks: "tls.write.records",
    does: "sends of each write what one record holds",
    says: "what is written over TLS arrives in full and in order",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({ write: (data) => transport.write(data.subarray(0, RECORD)) }),
    })),
  },
  {
    breaks: "tls.end.received",
    does: "takes every end over TLS for one that was cut short",
    says: "a connection that both sides ended by close_notify is lost as done",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => ({
      protocol: {
        connectionLost: (reason) => protocol.connectionLost?.(reason.kind === "done" ? { kind: "aborted" } : reason),
      },
    })),
  },
  {
    breaks: "tls.truncated",
    does: "takes the end of the connection below for the end",
    says: "a connection that ends without close_notify is lost as truncated",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => ({
      protocol: {
        connectionLost: (reason) => protocol.connectionLost?.(isTruncated(reason) ? { kind: "done" } : reason),
      },
    })),
  },
  {
    breaks: "tls.truncated.no-end",
    does: "tells the end of the connection below as the peer's end, before it tells that something is missing",
    says: "eofReceived is not called for an end without close_notify",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => ({
      protocol: {
        connectionLost(reason) {
          if (isTruncated(reason)) protocol.eofReceived?.();
          return protocol.connectionLost?.(reason);
        },
      },
    })),
  },
  {
    breaks: "tls.lose.notifies",
    does: "cuts the connection when everything is flushed",
    says: "loseConnection sends close_notify behind everything written",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let closing = false;
      return {
        protocol: {
          ...deafWhile(protocol, () => closing),
          connectionLost: (reason) => protocol.connectionLost?.(closing ? { kind: "done" } : reason),
        },
        transport: (transport) => ({
          loseConnection() {
            closing = true;
            const check = (): void => {
              if (transport.pendingBytes > 0) reactor.callLater(1, check);
              else transport.abortConnection();
            };
            check();
          },
        }),
      };
    }),
  },
  {
    breaks: "tls.lose.no-wait",
    does: "waits for the peer's close_notify after loseConnection",
    says: "connectionLost follows loseConnection though the peer has sent no close_notify",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let closing = false;
      return {
        protocol: deafWhile(protocol, () => closing),
        transport: (transport) => ({
          loseConnection() {
            closing = true;
            transport.endWriting();
          },
        }),
      };
    }),
  },
  {
    breaks: "tls.end",
    does: "closes both directions when a protocol ends its own",
    says: "a connection over TLS goes on receiving after endWriting",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({ endWriting: () => transport.loseConnection() }),
    })),
  },
  {
    breaks: "tls.abort",
    does: "closes in order where a protocol aborts",
    says: "abortConnection sends no close_notify",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let aborted = false;
      return {
        protocol: {
          connectionLost: (reason) => protocol.connectionLost?.(aborted ? { kind: "aborted" } : reason),
        },
        transport: (transport) => ({
          abortConnection() {
            aborted = true;
            transport.loseConnection();
          },
        }),
      };
    }),
  },
];
