import type { Reactor, Transport } from "../../../spec/reactor.js";
import type { Fault } from "../fault.js";
import { watchingPressure } from "../held-up.js";
import { overConnections } from "../override.js";

const HIGH = 64 * 1024;

/** A reactor with another setWatermarks. */
function settingWatermarks(reactor: Reactor, set: (transport: Transport, low: number, high: number) => void): Reactor {
  return overConnections(reactor, () => ({
    transport: (transport) => ({ setWatermarks: (low, high) => set(transport, low, high) }),
  }));
}

/** Has watermarks that `isLate` is true of take effect at the next write. */
function atNextWrite(reactor: Reactor, isLate: (low: number) => boolean): Reactor {
  return overConnections(reactor, () => {
    let set: readonly [number, number] | null = null;
    return {
      transport: (transport) => ({
        setWatermarks(low, high) {
          if (transport.pendingBytes > 0 && isLate(low)) set = [low, high];
          else transport.setWatermarks(low, high);
        },
        write(data) {
          if (set !== null) transport.setWatermarks(...set);
          set = null;
          transport.write(data);
        },
      }),
    };
  });
}

const isNumber = (value: unknown): value is number => typeof value === "number";

/** The second faulty reactors of the chapter on flow control: sending. */
export const secondFlowWritingFaults: readonly Fault[] = [
  {
    breaks: "flow.write.pause",
    does: "compares each write with the high watermark, and not what is unsent in all",
    says: "pauseWriting comes when many small writes stay unsent",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let largest = 0;
      const pressure = watchingPressure(protocol);
      return {
        protocol: {
          pauseWriting: () => largest > HIGH ? pressure.protocol.pauseWriting?.() : undefined,
          resumeWriting: () => pressure.isHeldUp() ? pressure.protocol.resumeWriting?.() : undefined,
        },
        transport: (transport) => ({
          write(data) {
            largest = Math.max(largest, data.length);
            transport.write(data);
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.write.resume",
    does: "calls resumeWriting for the first pauseWriting, and for no other",
    says: "resumeWriting comes a second time",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let told = false;
      return {
        protocol: {
          resumeWriting() {
            if (told) return undefined;
            told = true;
            return protocol.resumeWriting?.();
          },
        },
      };
    }),
  },
  {
    breaks: "flow.write.resume.low",
    does: "calls resumeWriting at half of the high watermark, whatever the low one is",
    says: "resumeWriting does not come while more than the low watermark is unsent",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) =>
      transport.setWatermarks(Math.max(low, Math.floor(high / 2)), high)),
  },
  {
    breaks: "flow.write.alternate",
    does: "calls resumeWriting at the low watermark, and again when nothing is unsent any more",
    says: "resumeWriting came without a pauseWriting before it",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let unsent = (): number => 0;
      const untilSent = (): unknown =>
        unsent() === 0 ? protocol.resumeWriting?.() : void reactor.callLater(1, untilSent);
      return {
        protocol: {
          resumeWriting() {
            reactor.callLater(0, untilSent);
            return protocol.resumeWriting?.();
          },
        },
        transport(transport) {
          unsent = () => transport.pendingBytes;
          return {};
        },
      };
    }),
  },
  {
    breaks: "flow.write.in-callback",
    does: "sends what is written in pauseWriting behind what is written in resumeWriting",
    says: "what is written in pauseWriting and resumeWriting arrives behind all before",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const kept: Uint8Array[] = [];
      let isTelling = false;
      let flush = (): void => undefined;
      return {
        protocol: {
          pauseWriting() {
            isTelling = true;
            try {
              return protocol.pauseWriting?.();
            } finally {
              isTelling = false;
            }
          },
          resumeWriting() {
            try {
              return protocol.resumeWriting?.();
            } finally {
              flush();
            }
          },
        },
        transport(transport) {
          flush = () => {
            for (const data of kept.splice(0)) transport.write(data);
          };
          return {
            write(data) {
              if (isTelling) kept.push(data.slice());
              else transport.write(data);
            },
          };
        },
      };
    }),
  },
  {
    breaks: "flow.write.ended",
    does: "calls pauseWriting a turn after a large write, though the connection was closed since",
    says: "pauseWriting does not come once this side has closed",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const pressure = watchingPressure(protocol);
      let isLost = false;
      return {
        protocol: {
          ...pressure.protocol,
          connectionLost(reason) {
            isLost = true;
            return protocol.connectionLost?.(reason);
          },
        },
        transport: (transport) => ({
          loseConnection() {
            transport.loseConnection();
            reactor.callLater(0, () => {
              if (!isLost && !pressure.isHeldUp() && transport.pendingBytes > HIGH) protocol.pauseWriting?.();
            });
          },
        }),
      };
    }),
  },

  {
    breaks: "flow.watermarks.default",
    does: "begins with the high watermark as the low one, too",
    says: "with the first watermarks, resumeWriting comes at 16 KiB or less",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => ({
      protocol: {
        connectionMade(transport) {
          transport.setWatermarks(HIGH, HIGH);
          return protocol.connectionMade?.(transport);
        },
      },
    })),
  },
  {
    breaks: "flow.watermarks.lowered",
    does: "looks at new watermarks when something is written",
    says: "pauseWriting comes when the high watermark is lowered below what is unsent",
    make: (reactor: Reactor) => atNextWrite(reactor, () => true),
  },
  {
    breaks: "flow.watermarks.raised",
    does: "looks at a low watermark that was raised when something is written",
    says: "resumeWriting comes when the low watermark is raised above what is unsent",
    make: (reactor: Reactor) => atNextWrite(reactor, (low) => low > 0),
  },
  {
    breaks: "flow.watermarks.zero",
    does: "takes a high watermark of 0 for none",
    says: "with watermarks of 0, pauseWriting comes while something is unsent",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) =>
      transport.setWatermarks(low, high === 0 && low === 0 ? Number.MAX_SAFE_INTEGER : high)),
  },
  {
    breaks: "flow.watermarks.invalid",
    does: "takes a fraction for the integer below it",
    says: "setWatermarks throws for what is no pair of watermarks",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) =>
      transport.setWatermarks(isNumber(low) ? Math.floor(low) : low, isNumber(high) ? Math.floor(high) : high)),
  },
  {
    breaks: "flow.watermarks.range-error",
    does: "throws a TypeError for NaN and infinity",
    says: "setWatermarks throws a RangeError for numbers that are no watermarks",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) => {
      if ([low, high].some((each) => isNumber(each) && !Number.isFinite(each))) throw new TypeError("no integer");
      transport.setWatermarks(low, high);
    }),
  },
  {
    breaks: "flow.watermarks.type",
    does: "takes the first watermarks where it is given none",
    says: "setWatermarks throws a TypeError for what is no number",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) =>
      transport.setWatermarks(low ?? 0, high ?? HIGH)),
  },
];
