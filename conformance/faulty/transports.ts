import type { Protocol, Reactor } from "../../spec/reactor.js";
import { around } from "./around.js";
import { deferring } from "./deferred-writes.js";
import type { Fault } from "./fault.js";
import { deafWhile, overConnections } from "./override.js";

/** The faulty reactors of the chapter on transports: what is written. */
export const transportFaults: readonly Fault[] = [
  {
    breaks: "transport.write.order",
    does: "sends a write of more than 16 KiB before the small ones of the same callback",
    says: "arrive in the order of the writes",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => deferring(reactor, transport, {
        keep: (data) => data.length <= 16 * 1024 ? data.slice() : null,
      }),
    })),
  },
  {
    breaks: "transport.write.large",
    does: "sends twice what is written while output is pending",
    says: "every byte that write accepted arrives, and arrives once",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({
        write(data) {
          if (transport.pendingBytes > 0) transport.write(data);
          transport.write(data);
        },
      }),
    })),
  },
  {
    breaks: "transport.write.snapshot",
    does: "keeps the array, and sends what it holds in a later turn",
    says: "the bytes sent are those that the array held when write was called",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => deferring(reactor, transport, { keep: (data) => data }),
    })),
  },
  {
    breaks: "transport.write.view",
    does: "sends the whole buffer behind a view",
    says: "of a view of a larger buffer, exactly the view is sent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({
        write: (data) => transport.write(data instanceof Uint8Array ? new Uint8Array(data.buffer) : data),
      }),
    })),
  },
  {
    breaks: "transport.write.empty",
    does: "takes a write of no bytes for the end",
    says: "a write of no bytes changes nothing",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({
        write(data) {
          if (data instanceof Uint8Array && data.length === 0) transport.endWriting();
          else transport.write(data);
        },
      }),
    })),
  },
  {
    breaks: "transport.write.type",
    does: "sends the text form of what is no array",
    says: "write throws a TypeError for what is no Uint8Array",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({
        write(data: unknown) {
          transport.write(data instanceof Uint8Array ? data : new TextEncoder().encode(String(data)));
        },
      }),
    })),
  },
  {
    breaks: "transport.write.after-lose",
    does: "closes in a later turn, and sends what is written until then",
    says: "a write after loseConnection sends nothing",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let closing = false;
      return {
        protocol: deafWhile(protocol, () => closing),
        transport: (transport) => ({
          loseConnection() {
            closing = true;
            reactor.callLater(0, () => transport.loseConnection());
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.write.after-end",
    does: "ends the sending side in a later turn, and sends what is written until then",
    says: "a write after endWriting sends nothing",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({
        endWriting: () => void reactor.callLater(0, () => transport.endWriting()),
      }),
    })),
  },
  {
    breaks: "transport.write.over",
    does: "throws when it is written to after its end",
    says: "a write on a connection that is over throws nothing",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let over = false;
      return {
        protocol: {
          connectionLost(reason) {
            over = true;
            return protocol.connectionLost?.(reason);
          },
        },
        transport: (transport) => ({
          write(data) {
            if (over) throw new Error("the connection is closed");
            transport.write(data);
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.write.peer-gone",
    does: "throws when it is written to after the peer's reset, before connectionLost",
    says: "write throws nothing though the peer is gone",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let gone = false;
      return {
        protocol: {
          connectionLost(reason) {
            if (reason.kind !== "lost") return protocol.connectionLost?.(reason);
            gone = true;
            reactor.callLater(5, () => {
              gone = false;
              protocol.connectionLost?.(reason);
            });
          },
        },
        transport: (transport) => ({
          write(data) {
            if (gone) throw new Error("broken pipe");
            transport.write(data);
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.write.elsewhere",
    does: "drops what is written in the callback of another connection",
    says: "a write has its effect in whichever callback it is made",
    make(reactor: Reactor) {
      let running: Protocol | null = null;
      return overConnections(reactor, (protocol) => ({
        protocol: around(protocol, () => (running = protocol), () => (running = null)),
        transport: (transport) => ({
          write(data) {
            if (running === null || running === protocol) transport.write(data);
          },
        }),
      }));
    },
  },
  {
    breaks: "transport.write.no-wait",
    does: "throws when it is written to while more than 4 MiB are unsent",
    says: "write throws nothing though much is unsent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({
        write(data) {
          if (transport.pendingBytes > 4 * 1024 * 1024) throw new Error("the buffer is full");
          transport.write(data);
        },
      }),
    })),
  },
  {
    breaks: "transport.write.stalled-reads",
    does: "drops what arrives while output is pending",
    says: "input is delivered while the output is stalled",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let stalled = (): boolean => false;
      return {
        protocol: deafWhile(protocol, () => stalled()),
        transport(transport) {
          stalled = () => transport.pendingBytes > 0;
          return {};
        },
      };
    }),
  },
  {
    breaks: "transport.pending",
    does: "always reports 0",
    says: "pendingBytes counts the bytes that the platform has not taken",
    make: (reactor: Reactor) => overConnections(reactor, () => ({ transport: () => ({ pendingBytes: 0 }) })),
  },
  {
    breaks: "transport.pending",
    does: "counts only what the last write leaves unsent",
    says: "pendingBytes counts what each write of a callback leaves unsent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport(transport) {
        let last = 0;
        return {
          get pendingBytes() {
            return Math.min(last, transport.pendingBytes);
          },
          write(data) {
            last = data.length;
            transport.write(data);
          },
        };
      },
    })),
  },
  {
    breaks: "transport.pending",
    does: "goes on reporting what was pending when the connection was aborted",
    says: "pendingBytes is 0 once the connection is over",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport(transport) {
        let discarded = 0;
        return {
          get pendingBytes() {
            return transport.pendingBytes + discarded;
          },
          abortConnection() {
            discarded = transport.pendingBytes;
            transport.abortConnection();
          },
        };
      },
    })),
  },
];
