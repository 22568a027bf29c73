import type { Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overConnections } from "./override.js";

/** A reactor with another setWatermarks. */
function settingWatermarks(
  reactor: Reactor,
  set: (transport: Transport, low: number, high: number) => void,
): Reactor {
  return overConnections(reactor, () => ({
    transport: (transport) => ({ setWatermarks: (low, high) => set(transport, low, high) }),
  }));
}

/** Sets the watermarks once nothing is unsent any more, and not before. */
function whenEmpty(reactor: Reactor, transport: Transport, low: number, high: number): void {
  if (transport.pendingBytes === 0) transport.setWatermarks(low, high);
  else reactor.callLater(1, () => whenEmpty(reactor, transport, low, high));
}

/** Throws what the base throws, but as an error that `make` makes. */
const throwing = (make: (message: string) => Error) => (transport: Transport, low: number, high: number): void => {
  try {
    transport.setWatermarks(low, high);
  } catch (error) {
    throw make(String(error));
  }
};

/** The faulty reactors of the chapter on flow control: watermarks. */
export const flowWatermarkFaults: readonly Fault[] = [
  {
    breaks: "execution.flow.returns-first",
    does: "calls pauseWriting inside the setWatermarks that brings it about",
    says: "pauseWriting was entered before setWatermarks returned",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let isToldAlready = false;
      return {
        protocol: {
          pauseWriting() {
            if (!isToldAlready) return protocol.pauseWriting?.();
            isToldAlready = false;
          },
        },
        transport: (transport) => ({
          setWatermarks(low, high) {
            transport.setWatermarks(low, high);
            if (transport.pendingBytes <= high) return;
            isToldAlready = true;
            protocol.pauseWriting?.();
          },
        }),
      };
    }),
  },
  {
    breaks: "flow.watermarks.lowered",
    does: "has new watermarks take effect when nothing is unsent",
    says: "pauseWriting comes when the high watermark is lowered below what is unsent",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) =>
      whenEmpty(reactor, transport, low, high)),
  },
  {
    breaks: "flow.watermarks.raised",
    does: "looks at a low watermark that was raised when the peer reads again",
    says: "resumeWriting comes when the low watermark is raised above what is unsent",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) => low === 0
      ? transport.setWatermarks(low, high)
      : whenEmpty(reactor, transport, low, high)),
  },
  {
    breaks: "flow.watermarks.zero",
    does: "calls pauseWriting at a high watermark of 0, though nothing is unsent",
    says: "with watermarks of 0, pauseWriting does not come when nothing is unsent",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => ({
      transport: (transport) => ({
        setWatermarks(low, high) {
          transport.setWatermarks(low, high);
          if (high === 0) {
            reactor.callLater(0, () => {
              if (transport.pendingBytes === 0) protocol.pauseWriting?.();
            });
          }
        },
      }),
    })),
  },
  {
    breaks: "flow.watermarks.invalid",
    does: "takes a low watermark above the high one for the high one",
    says: "setWatermarks throws for what is no pair of watermarks",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) =>
      transport.setWatermarks(low, low > high ? low : high)),
  },
  {
    breaks: "flow.watermarks.range-error",
    does: "throws a plain error for numbers that are no watermarks",
    says: "setWatermarks throws a RangeError for numbers that are no watermarks",
    make: (reactor: Reactor) => settingWatermarks(reactor, throwing((message) => new Error(message))),
  },
  {
    breaks: "flow.watermarks.type",
    does: "takes what is no number for the number that it converts to",
    says: "setWatermarks throws a TypeError for what is no number",
    make: (reactor: Reactor) => settingWatermarks(reactor, (transport, low, high) =>
      transport.setWatermarks(Number(low), Number(high))),
  },
];
