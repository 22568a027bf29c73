import type { Protocol, Reactor, TimedCall } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override } from "./override.js";

/** Calls without delay that are scheduled by one such call are called behind it, until there are none. */
function draining(reactor: Reactor): Reactor {
  const queue: { readonly handle: TimedCall; readonly callback: () => unknown }[] = [];
  let isDraining = false;
  const drain = (callback: () => unknown): unknown => {
    isDraining = true;
    try {
      const result = callback();
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (next.handle.cancel()) next.callback();
      }
      return result;
    } finally {
      isDraining = false;
      queue.length = 0;
    }
  };
  return override(reactor, {
    callLater(delay, callback) {
      if (delay !== 0 || typeof callback !== "function") return reactor.callLater(delay, callback);
      const handle = reactor.callLater(0, () => drain(callback));
      if (isDraining) queue.push({ handle, callback });
      return handle;
    },
  });
}

/** Puts calls off for a millisecond as long as data arrive. */
function puttingOff(reactor: Reactor): Reactor {
  let chunks = 0;
  const counting = overProtocols(reactor, (protocol) => override(protocol, {
    dataReceived(data) {
      chunks += 1;
      return protocol.dataReceived?.(data);
    },
  }));
  return override(counting, {
    callLater(delay, callback) {
      if (typeof callback !== "function") return reactor.callLater(delay, callback);
      let seen = 0;
      const attempt = (): unknown => {
        if (chunks === seen) return callback();
        seen = chunks;
        return void reactor.callLater(1, attempt);
      };
      return reactor.callLater(delay, attempt);
    },
  });
}

/** How many chunks make a connection a busy one. */
const BUSY = 50;

/** Holds back what comes on other connections, as long as data arrive on a busy one. */
function servingOne(reactor: Reactor): Reactor {
  let busyChunks = 0;
  return overProtocols(reactor, (protocol) => {
    const held: (() => unknown)[] = [];
    let chunks = 0;
    let seen = 0;
    const release = (): void => {
      if (busyChunks !== seen) {
        seen = busyChunks;
        reactor.callLater(1, release);
        return;
      }
      for (const each of held.splice(0)) each();
    };
    const hold = (notify: () => unknown): unknown => {
      if (held.length === 0 && (chunks > BUSY || busyChunks === 0)) return notify();
      held.push(notify);
      if (held.length > 1) return undefined;
      seen = -1;
      return release();
    };
    const changes: Partial<Protocol> = {
      dataReceived(data) {
        chunks += 1;
        if (chunks > BUSY) busyChunks += 1;
        return hold(() => protocol.dataReceived?.(data)) as void;
      },
      connectionLost: (reason) => hold(() => protocol.connectionLost?.(reason)) as void,
    };
    return override(protocol, protocol.eofReceived === undefined
      ? changes
      : { ...changes, eofReceived: () => hold(() => protocol.eofReceived?.()) as void });
  });
}

/** The faulty reactors of the chapter on the execution model: fairness. */
export const fairnessFaults: readonly Fault[] = [
  {
    breaks: "execution.fair.io",
    does: "calls what has no delay until there is nothing left of it",
    says: "an echo comes within",
    make: draining,
  },
  {
    breaks: "execution.fair.timers",
    does: "puts calls off while data arrive",
    says: "a call that is due comes within",
    make: puttingOff,
  },
  {
    breaks: "execution.fair.connections",
    does: "holds back what comes on other connections while data arrive on a busy one",
    says: "chunks of another connection",
    make: servingOne,
  },
];
