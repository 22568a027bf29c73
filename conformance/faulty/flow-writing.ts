import type { Protocol, Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { watchingPressure } from "./held-up.js";
import { overConnections, overProtocols, override, type ChangedConnection } from "./override.js";

const LOW = 16 * 1024;
const HIGH = 64 * 1024;

const unheard: Partial<Protocol> = { pauseWriting() {}, resumeWriting() {} };

/** A connection that is told, in place of what the base tells, what `written` makes of each write, in its call. */
function tellingAfterWrites(
  protocol: Protocol,
  written: (transport: Transport, tell: () => void, bytes: number) => void,
): ChangedConnection {
  return {
    protocol: unheard,
    transport: (transport) => ({
      write(data) {
        transport.write(data);
        written(transport, () => protocol.pauseWriting?.(), data.length);
      },
    }),
  };
}

/** Does something else in place of one of the two notifications. */
function instead(
  reactor: Reactor, of: "pauseWriting" | "resumeWriting", does: (notify: () => unknown) => unknown,
): Reactor {
  return overProtocols(reactor, (protocol) => override(protocol, {
    [of]: () => does(() => protocol[of]?.() as unknown),
  }));
}

/** The faulty reactors of the chapter on flow control: sending. */
export const flowWritingFaults: readonly Fault[] = [
  {
    breaks: "execution.write.returns-first",
    does: "calls pauseWriting inside the write that fills the buffer",
    says: "pauseWriting was entered before write returned",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => tellingAfterWrites(protocol,
      (transport, tell) => transport.pendingBytes > HIGH ? tell() : undefined)),
  },
  {
    breaks: "flow.write.pause",
    does: "never calls pauseWriting",
    says: "pauseWriting comes when more than the high watermark stays unsent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({ protocol: unheard })),
  },
  {
    breaks: "flow.write.pause.over",
    does: "calls pauseWriting above the low watermark",
    says: "pauseWriting does not come while no more than the high watermark is unsent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({ setWatermarks: (low) => transport.setWatermarks(low, low) }),
    })),
  },
  {
    breaks: "flow.write.pause.over",
    does: "calls pauseWriting a turn after each large write, without another look",
    says: "pauseWriting comes only while more than the high watermark is unsent",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => tellingAfterWrites(protocol,
      (_, tell, bytes) => bytes > HIGH ? void reactor.callLater(0, tell) : undefined)),
  },
  {
    breaks: "flow.write.resume",
    does: "never calls resumeWriting",
    says: "resumeWriting comes when no more than the low watermark is unsent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({ protocol: { resumeWriting() {} } })),
  },
  {
    breaks: "flow.write.resume.low",
    does: "calls resumeWriting at the high watermark",
    says: "resumeWriting does not come while more than the low watermark is unsent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => ({ setWatermarks: (_low, high) => transport.setWatermarks(high, high) }),
    })),
  },
  {
    breaks: "flow.write.alternate",
    does: "calls pauseWriting for each write while it is held up",
    says: "pauseWriting came twice in a row",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const pressure = watchingPressure(protocol);
      return {
        protocol: pressure.protocol,
        transport: (transport) => ({
          write(data) {
            transport.write(data);
            if (pressure.isHeldUp()) reactor.callLater(0, () => protocol.pauseWriting?.());
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.write.in-callback",
    does: "drops what is written in pauseWriting",
    says: "what is written in pauseWriting and resumeWriting arrives behind all before",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let isDeaf = false;
      return {
        protocol: {
          pauseWriting() {
            isDeaf = true;
            try {
              return protocol.pauseWriting?.();
            } finally {
              isDeaf = false;
            }
          },
        },
        transport: (transport) => ({
          write(data) {
            if (!isDeaf) transport.write(data);
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.write.ended",
    does: "calls resumeWriting while it flushes a connection that was closed",
    says: "resumeWriting does not come once this side has ended its sending",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const pressure = watchingPressure(protocol);
      return {
        protocol: pressure.protocol,
        transport: (transport) => ({
          loseConnection() {
            transport.loseConnection();
            if (pressure.isHeldUp()) reactor.callLater(0, () => protocol.resumeWriting?.());
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.watermarks.default",
    does: "begins with watermarks of 4 MiB and 16 MiB",
    says: "with the first watermarks, pauseWriting comes above 64 KiB",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => ({
      protocol: {
        connectionMade(transport) {
          transport.setWatermarks(4 * LOW * 64, 4 * HIGH * 64);
          return protocol.connectionMade?.(transport);
        },
      },
    })),
  },
  {
    breaks: "connection.throw.reason",
    does: "swallows what pauseWriting throws",
    says: "a connection whose pauseWriting threw is lost as failed, with what was thrown",
    make: (reactor: Reactor) => instead(reactor, "pauseWriting", (notify) => {
      try {
        return notify();
      } catch {
        return undefined;
      }
    }),
  },
  {
    breaks: "connection.throw.reported-once",
    does: "reports what resumeWriting throws twice",
    says: "what a notification throws is reported once",
    make: (reactor: Reactor) => instead(reactor, "resumeWriting", (notify) => {
      try {
        return notify();
      } catch (error) {
        reactor.callLater(0, () => { throw error; });
        throw error;
      }
    }),
  },
  {
    breaks: "connection.throw.rejection",
    does: "does not look at what pauseWriting returns",
    says: "a connection whose notification returned a promise that was rejected is lost as failed",
    make: (reactor: Reactor) => instead(reactor, "pauseWriting", (notify) => void notify()),
  },
  {
    breaks: "connection.methods.optional",
    does: "takes it for granted that there is a pauseWriting",
    says: "a notification that the protocol has no method for is no error",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override(protocol, {
      pauseWriting() {
        if (protocol.pauseWriting === undefined) throw new TypeError("pauseWriting is not a function");
        return protocol.pauseWriting();
      },
    })),
  },
];
