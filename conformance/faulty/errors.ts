import type { Address, ErrorHook, ReactorError } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override, overProtocols, overTransports } from "./override.js";
import { failure, overFailures } from "./override-endpoints.js";

/** The numbers by which one host names failures on a platform that has others. */
const INVENTED: Readonly<Record<string, number>> = { ECONNREFUSED: 4078, EADDRINUSE: 4091, EADDRNOTAVAIL: 4090 };

/** The failure as it is, but for some fields, whose values need not be what the standard allows. */
function alter(error: ReactorError, fields: object): object {
  return override<object>(error, fields);
}

function keyOf(address: Address): string {
  return address.kind === "tcp" ? `${address.host} ${address.port}` : JSON.stringify(address);
}

/** The faulty reactors of the chapter on errors. */
export const errorFaults: readonly Fault[] = [
  {
    breaks: "error.category",
    does: "gives refused connections a category of its own",
    says: "has the category connection-refused",
    make: (reactor) => overFailures(reactor, (error) =>
      error.category === "refused" ? alter(error, { category: "connection-refused" }) : error),
  },
  {
    breaks: "error.category.of-code",
    does: "takes every failure to listen for an address in use",
    says: "with the code EADDRNOTAVAIL has the category address-in-use",
    make: (reactor) => overFailures(reactor, (error) =>
      error.code === "EADDRNOTAVAIL" ? alter(error, { category: "address-in-use" }) : error),
  },
  {
    breaks: "error.category.of-code",
    does: "has no category for what is not permitted",
    says: "what is not permitted has the category permission-denied",
    make: (reactor) => overFailures(reactor, (error) =>
      error.category === "permission-denied" ? alter(error, { category: "other" }) : error),
  },
  {
    breaks: "error.given-up",
    does: "reports the writes that an abort cuts short",
    says: "what the program gives up is reported as no error",
    make(reactor) {
      let hook: ErrorHook | null = null;
      const over = override(reactor, {
        setErrorHook(given) {
          hook = given;
          reactor.setErrorHook(given);
        },
      });
      return overTransports(over, (transport) => override(transport, {
        abortConnection() {
          const error = Object.assign(new Error("the write was cancelled"), { code: "ECANCELED" });
          if (transport.pendingBytes > 0) reactor.callLater(0, () => hook?.(error));
          transport.abortConnection();
        },
      }));
    },
  },
  {
    breaks: "error.reset",
    does: "says broken-pipe of every connection that is cut",
    says: "has the category reset",
    make: (reactor) => overProtocols(reactor, (protocol) => override(protocol, {
      connectionLost: (reason) => protocol.connectionLost?.(reason.kind !== "lost" ? reason
        : { kind: "lost", error: override(reason.error, { category: "broken-pipe" }) }),
    })),
  },
  {
    breaks: "error.code",
    does: "writes codes as words",
    says: "no symbolic name of the platform",
    make: (reactor) => overFailures(reactor, (error) =>
      error.code === null ? error : alter(error, { code: error.code.slice(1).toLowerCase() })),
  },
  {
    breaks: "error.code",
    does: "drops the code of a reset",
    says: "what the platform calls ECONNRESET has this code",
    make: (reactor) => overProtocols(reactor, (protocol) => override(protocol, {
      connectionLost: (reason) => protocol.connectionLost?.(reason.kind !== "lost" ? reason
        : { kind: "lost", error: override(reason.error, { code: null, errno: null }) }),
    })),
  },
  {
    breaks: "error.errno",
    does: "negates the platform's number",
    says: "no number of the platform",
    make: (reactor) => overFailures(reactor, (error) =>
      error.errno === null ? error : alter(error, { errno: -error.errno })),
  },
  {
    breaks: "error.errno",
    does: "has numbers of its own",
    says: "is a platform's, or null",
    make: (reactor) => overFailures(reactor, (error) =>
      error.code === null ? error : alter(error, { errno: INVENTED[error.code] ?? error.errno })),
  },
  {
    breaks: "error.own.no-code",
    does: "borrows the platform's code for its own timeouts",
    says: "timed out has no code",
    make: (reactor) => overFailures(reactor, (error) =>
      error.category === "timed-out" ? alter(error, { code: "ETIMEDOUT", errno: 110 }) : error),
  },
  {
    breaks: "error.syscall",
    does: "does not say which call failed",
    says: "has the syscall connect",
    make: (reactor) => overFailures(reactor, (error) => alter(error, { syscall: null })),
  },
  {
    breaks: "error.address",
    does: "does not say which address it was",
    says: "has the address that was asked for",
    make: (reactor) => overFailures(reactor, (error) => alter(error, { address: null })),
  },
  {
    breaks: "error.message",
    does: "has one message for all failures",
    says: "contains the code",
    make: (reactor) => overFailures(reactor, (error) => alter(error, { message: "the operation failed" })),
  },
  {
    breaks: "error.instance",
    does: "rejects with plain objects",
    says: "is an instance of Error",
    make: (reactor) => overFailures(reactor, (error) => ({ ...error, message: error.message })),
  },
  {
    breaks: "error.asynchronous",
    does: "throws when the address is in use",
    says: "what the environment refuses is thrown by no call",
    make(reactor) {
      const open = new Set<string>();
      return override(reactor, {
        listen(address, factory, options) {
          if (open.has(keyOf(address))) throw failure("address-in-use", address);
          return reactor.listen(address, factory, options).then((listener) => {
            open.add(keyOf(listener.address));
            return override(listener, {
              close: () => listener.close().finally(() => open.delete(keyOf(listener.address))),
            });
          });
        },
      });
    },
  },
  {
    breaks: "error.asynchronous",
    does: "takes the highest port for one too high",
    says: "what can be a port is refused by no call",
    make: (reactor) => override(reactor, {
      connect(address, factory, options) {
        if ("port" in address && address.port === 65535) throw new RangeError("the port is too high");
        return reactor.connect(address, factory, options);
      },
    }),
  },
  {
    breaks: "error.argument.type",
    does: "looks at a factory only when it needs one",
    says: "throws a TypeError for a factory that is an object",
    make: (reactor) => override(reactor, {
      listen: (address, factory, options) => reactor.listen(address, (remote) => factory(remote), options),
    }),
  },
  {
    breaks: "error.argument.type",
    does: "takes a signal that is none for none",
    says: "connect throws a TypeError for a signal that is none",
    make: (reactor) => override(reactor, {
      connect(address, factory, options) {
        const { signal, ...others } = options ?? {};
        const isSignal = typeof signal?.addEventListener === "function";
        return reactor.connect(address, factory, isSignal ? { ...others, signal } : others);
      },
    }),
  },
  {
    breaks: "error.argument",
    does: "throws an error without a class for every wrong argument",
    says: "throws a RangeError for a number out of range",
    make(reactor) {
      const plainly = <T>(call: () => T): T => {
        try {
          return call();
        } catch (error) {
          throw new Error(String(error));
        }
      };
      return override(reactor, {
        listen: (address, factory, options) => plainly(() => reactor.listen(address, factory, options)),
        connect: (address, factory, options) => plainly(() => reactor.connect(address, factory, options)),
      });
    },
  },
];
