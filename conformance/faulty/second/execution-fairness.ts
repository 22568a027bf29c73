import type { Protocol, Reactor } from "../../../spec/reactor.js";
import type { Fault } from "../fault.js";
import { overConnections, overProtocols, override } from "../override.js";

/** Looks at connections when no call without delay is pending. */
function servingWhenIdle(reactor: Reactor): Reactor {
  let pending = 0;
  const over = override(reactor, {
    callLater(delay, callback) {
      if (delay !== 0 || typeof callback !== "function") return reactor.callLater(delay, callback);
      pending += 1;
      const handle = reactor.callLater(0, () => {
        try {
          return callback();
        } finally {
          pending -= 1;
        }
      });
      return override(handle, {
        cancel() {
          const cancelled = handle.cancel();
          if (cancelled) pending -= 1;
          return cancelled;
        },
      });
    },
  });
  return overProtocols(over, (protocol) => {
    const held: (() => unknown)[] = [];
    const look = (): unknown => {
      if (pending > 0) return void reactor.callLater(1, look);
      const notify = held.shift();
      if (held.length > 0) reactor.callLater(0, look);
      return notify?.();
    };
    const hold = (notify: () => unknown): void => {
      held.push(notify);
      if (held.length === 1) look();
    };
    const changes: Partial<Protocol> = {
      dataReceived: (data) => hold(() => protocol.dataReceived?.(data)),
      connectionLost: (reason) => hold(() => protocol.connectionLost?.(reason)),
    };
    return override(protocol, protocol.eofReceived === undefined
      ? changes
      : { ...changes, eofReceived: () => hold(() => protocol.eofReceived?.()) });
  });
}

/** Counts the chunks of data that have come, on all connections, and tells whether a notification runs. */
function countingChunks(reactor: Reactor): { over: Reactor; chunks: () => number; isNotifying: () => boolean } {
  let chunks = 0;
  let isNotifying = false;
  const over = overProtocols(reactor, (protocol) => override(protocol, {
    dataReceived(data) {
      chunks += 1;
      isNotifying = true;
      try {
        return protocol.dataReceived?.(data);
      } finally {
        isNotifying = false;
      }
    },
  }));
  return { over, chunks: () => chunks, isNotifying: () => isNotifying };
}

/** Takes what notifications schedule into its list once a millisecond has passed without data. */
function takingInLater(reactor: Reactor): Reactor {
  const { over, chunks, isNotifying } = countingChunks(reactor);
  return override(over, {
    callLater(delay, callback) {
      if (!isNotifying() || typeof callback !== "function") return over.callLater(delay, callback);
      let seen = -1;
      const attempt = (): unknown => {
        if (chunks() === seen) return callback();
        seen = chunks();
        return void reactor.callLater(1, attempt);
      };
      return over.callLater(delay, attempt);
    },
  });
}

/** How many chunks make a time in which much comes in. */
const MUCH = 50;

/** Hands over what is written elsewhere once a millisecond has passed without data. */
function writingWhenIdle(reactor: Reactor): Reactor {
  const { over, chunks } = countingChunks(reactor);
  return overConnections(over, () => {
    let own = 0;
    return {
      transport(transport) {
        const held: Uint8Array[] = [];
        let seen = 0;
        const attempt = (): void => {
          if (chunks() !== seen) {
            seen = chunks();
            return void reactor.callLater(1, attempt);
          }
          for (const data of held.splice(0)) transport.write(data);
        };
        return {
          write(data) {
            own += 1;
            if (own > MUCH || chunks() < MUCH || !(data instanceof Uint8Array)) return transport.write(data);
            held.push(data.slice());
            if (held.length === 1) reactor.callLater(1, attempt);
          },
        };
      },
    };
  });
}

/** The second faulty reactors of the chapter on the execution model: fairness. */
export const secondFairnessFaults: readonly Fault[] = [
  {
    breaks: "execution.fair.io",
    does: "looks at connections when no call without delay is pending",
    says: "an echo comes within",
    make: servingWhenIdle,
  },
  {
    breaks: "execution.fair.timers",
    does: "takes in what notifications schedule when no data arrive",
    says: "a call that is due comes within",
    make: takingInLater,
  },
  {
    breaks: "execution.fair.connections",
    does: "hands over what is written on a quiet connection when no data arrive",
    says: "chunks of another connection",
    make: writingWhenIdle,
  },
];
