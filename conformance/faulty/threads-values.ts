import type { MessagePort, Reactor, ReactorError, ThreadCaller } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";

type Connect = (port: MessagePort) => ThreadCaller;

/** A port's calls in the reactor's own thread, of which errors that `isDropped` tells are dropped. */
function dropping(isDropped: (error: unknown) => boolean): (connect: Connect) => Connect {
  return (connect) => (port) => {
    const caller = connect(port);
    return override(caller, {
      callFromThread(name, ...args) {
        try {
          caller.callFromThread(name, ...args);
        } catch (error) {
          if (!isDropped(error)) throw error;
        }
      },
    });
  };
}

const messageHas = (part: string) => (error: unknown): boolean => (error as Error).message.includes(part);

/** Errors that calls throw at once come by the promise instead, where `isLate` tells so. */
function late(reactor: Reactor, isLate: (error: unknown) => boolean): Reactor {
  return override(reactor, {
    callInThread(work, args, options) {
      try {
        return reactor.callInThread(work, args, options);
      } catch (error) {
        if (isLate(error)) return Promise.reject(error);
        throw error;
      }
    },
  });
}

/** A reactor whose calls in threads end in what `change` makes of their failures. */
function failing(reactor: Reactor, change: (error: Partial<ReactorError>) => unknown): Reactor {
  return override(reactor, {
    callInThread: (work, args, options) => reactor.callInThread(work, args, options).catch(change),
  });
}

const rethrow = (error: unknown): never => {
  throw error;
};
const isOfCloning = messageHas("could not be cloned");

/** The faulty reactors of what passes between JavaScript's threads. */
export const threadValueFaults: readonly Fault[] = [
  {
    breaks: "thread.in.argument",
    does: "fails by the promise where it could refuse at once",
    says: "callInThread refuses an argument that can never work",
    make: (reactor: Reactor) => late(reactor, (error) => !isOfCloning(error)),
  },
  {
    breaks: "thread.in.unclonable",
    does: "fails by the promise where an argument cannot be cloned",
    says: "callInThread refuses an argument that cannot be cloned",
    make: (reactor: Reactor) => late(reactor, isOfCloning),
  },
  {
    breaks: "thread.in.unclonable-result",
    does: "makes nothing of a result that cannot be cloned",
    says: "a result that cannot be cloned is rejected with a TypeError",
    make: (reactor: Reactor) => failing(reactor, (error) => isOfCloning(error) ? undefined : rethrow(error)),
  },
  {
    breaks: "thread.in.error.details",
    does: "keeps the message of an error alone",
    says: "an error of another thread keeps what it has",
    make: (reactor: Reactor) => failing(reactor, (error) =>
      error.category === "refused" ? rethrow(new Error(error.message)) : rethrow(error)),
  },
  {
    breaks: "thread.in.ended",
    does: "takes the end of a thread for the end of its function",
    says: "a call whose thread has ended is rejected as aborted",
    make: (reactor: Reactor) => failing(reactor, (error) => error.category === "aborted" ? undefined : rethrow(error)),
  },
  {
    breaks: "thread.in.missing",
    does: "says of a function that is not there only that it is none",
    says: "a function that is not there is an error that names its module",
    make: (reactor: Reactor) => failing(reactor, (error) =>
      messageHas("no function")(error) ? rethrow(new TypeError("not a function")) : rethrow(error)),
  },
  {
    breaks: "thread.in.snapshot",
    does: "takes the arguments when it gets to the call",
    says: "a function is given its arguments as they were at the call",
    make: (reactor: Reactor) => override(reactor, {
      callInThread(work, args, options) {
        if (!String(Object(work)["module"]).startsWith("file:") || options !== undefined || args?.length !== 1) {
          return reactor.callInThread(work, args, options);
        }
        try {
          structuredClone(args);
        } catch {
          return reactor.callInThread(work, args);
        }
        return Promise.resolve().then(() => reactor.callInThread(work, args));
      },
    }),
  },
  {
    breaks: "thread.in.transfer",
    does: "copies what it is to transfer",
    says: "what is transferred is there, and not here",
    make: (reactor: Reactor) => override(reactor, {
      callInThread: (work, args, options = {}) => reactor.callInThread(work, args,
        options.transfer?.[0] instanceof ArrayBuffer ? {} : options),
    }),
  },
  {
    breaks: "thread.port.type",
    does: "leaves out of a port what is no function",
    says: "threadPort refuses what is no object of functions",
    make: (reactor: Reactor) => override(reactor, {
      threadPort: (functions) => reactor.threadPort(Object.fromEntries(
        Object.entries(Object(functions) as typeof functions).filter(([, each]) => typeof each === "function"))),
    }),
  },
  {
    breaks: "thread.port.function",
    does: "drops calls of functions that are not there",
    says: "a port refuses a name that it does not have",
    make: (reactor: Reactor) => reactor,
    connect: dropping(messageHas("no function")),
  },
  {
    breaks: "thread.port.argument",
    does: "drops calls with an argument that cannot be cloned",
    says: "a port refuses an argument that cannot be cloned",
    make: (reactor: Reactor) => reactor,
    connect: dropping(isOfCloning),
  },
  {
    breaks: "thread.port.closed",
    does: "drops calls by a port that is closed",
    says: "a closed port refuses calls",
    make: (reactor: Reactor) => reactor,
    connect: dropping((error) => (error as Partial<ReactorError>).category === "stopped"),
  },
];
