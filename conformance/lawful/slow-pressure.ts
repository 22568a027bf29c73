import type { Reactor } from "../../spec/reactor.js";
import { overConnections } from "../faulty/override.js";

const LOW = 16 * 1024;
const HIGH = 64 * 1024;

/** A reactor that compares what is unsent with the watermarks some turns later than it could. */
export function slowPressure(reactor: Reactor, turns: number): Reactor {
  const later = (left: number, then: () => unknown): unknown =>
    left === 0 ? then() : reactor.callLater(0, () => later(left - 1, then));
  return overConnections(reactor, (protocol) => {
    let unsent = (): number => 0;
    let [low, high] = [LOW, HIGH];
    let isHeldUp = false;
    let isSilent = false;
    let isComparing = false;
    const compare = (): unknown => {
      isComparing = false;
      if (isSilent) return undefined;
      if (!isHeldUp && unsent() > high) {
        isHeldUp = true;
        return protocol.pauseWriting?.();
      }
      if (!isHeldUp || unsent() > low) return undefined;
      isHeldUp = false;
      return protocol.resumeWriting?.();
    };
    const compareLater = (): void => {
      if (!isComparing) later(turns, compare);
      isComparing = true;
    };
    return {
      protocol: {
        pauseWriting: compareLater, resumeWriting: compareLater,
        connectionLost(reason) {
          isSilent = true;
          return protocol.connectionLost?.(reason);
        },
      },
      transport(transport) {
        unsent = () => transport.pendingBytes;
        const silent = (how: "endWriting" | "loseConnection" | "abortConnection") => () => {
          isSilent = true;
          transport[how]();
        };
        return {
          endWriting: silent("endWriting"), loseConnection: silent("loseConnection"),
          abortConnection: silent("abortConnection"),
          setWatermarks(newLow, newHigh) {
            transport.setWatermarks(newLow, newHigh);
            [low, high] = [newLow, newHigh];
          },
        };
      },
    };
  });
}
