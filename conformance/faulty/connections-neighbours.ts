import type { Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overListeners } from "./override-endpoints.js";
import { overProtocols, override } from "./override.js";

/** The faulty reactors of connections that a callback of another, or nobody's, has to do with. */
export const neighbourFaults: readonly Fault[] = [
  {
    breaks: "connection.close.by-neighbour",
    does: "gathers what has arrived, and tells of it without looking again",
    says: "a connection that another has aborted is not notified of its data",
    make(reactor: Reactor) {
      const gathered: (() => unknown)[] = [];
      const tellNext = (): unknown => {
        if (gathered.length > 1) reactor.callLater(0, tellNext);
        return gathered.shift()?.();
      };
      const gather = (tell: () => unknown): void => {
        gathered.push(tell);
        if (gathered.length === 1) reactor.callLater(2, tellNext);
      };
      return overProtocols(reactor, (protocol) => override(protocol, {
        dataReceived: (data) => gather(() => protocol.dataReceived?.(data)),
        connectionLost: (reason) => gathered.length === 0
          ? protocol.connectionLost?.(reason)
          : gather(() => protocol.connectionLost?.(reason)),
      }));
    },
  },
  {
    breaks: "lifecycle.stop.listeners.close",
    does: "closes listeners in its next run",
    says: "close is fulfilled when the run of the listener is over",
    make: (reactor: Reactor) => overListeners(reactor, (listener) => override(listener, {
      close: () => reactor.running
        ? listener.close()
        : new Promise((resolve) => void reactor.addHook("startup", () => listener.close().then(resolve))),
    })),
  },
  {
    breaks: "connect.cancel.waiting",
    does: "looks at the signals of attempts that wait when a run begins",
    says: "an attempt that is cancelled before a run fails before the run",
    make: (reactor: Reactor) => override(reactor, {
      connect(address, factory, options = {}) {
        const { signal, ...others } = options;
        if (reactor.running || signal === undefined || signal.aborted) {
          return reactor.connect(address, factory, options);
        }
        const cancel = new AbortController();
        signal.addEventListener("abort", () => {
          if (reactor.running) cancel.abort();
          else reactor.addHook("startup", () => cancel.abort());
        });
        return reactor.connect(address, factory, { ...others, signal: cancel.signal });
      },
    }),
  },
];
