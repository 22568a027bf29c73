import type { Profile, Reactor, ReactorError } from "../../spec/reactor.js";
import { overReasons } from "../faulty/connections-reasons.js";
import { overPorts } from "../faulty/override-datagrams.js";
import { overFailures, overListeners } from "../faulty/override-endpoints.js";
import { override, overTransports } from "../faulty/override.js";

/** A promise that is more than one. */
class Outcome<T> extends Promise<T> {
  /** Whether it is one of a reactor. */
  get isOutcome(): boolean {
    return true;
  }
}

const outcome = <T>(promise: Promise<T>): Promise<T> => Outcome.resolve(promise);

/** A reactor whose promises are of a class of its own. */
export function ownPromises(reactor: Reactor): Reactor {
  const over = overListeners(reactor, (listener) => override(listener, { close: () => outcome(listener.close()) }));
  return override(over, {
    run: () => outcome(over.run()),
    listen: (address, factory, options) => outcome(over.listen(address, factory, options)),
    connect: (address, factory, options) => outcome(over.connect(address, factory, options)),
    openDatagram: (local, protocol, options) => outcome(over.openDatagram(local, protocol, options)),
    resolve: (host, options) => outcome(over.resolve(host, options)),
  });
}

/** A failure that keeps what it has to itself, and tells when it is asked. */
class OwnFailure extends Error {
  readonly #failure: ReactorError;
  readonly details = { platform: "own" };

  constructor(failure: ReactorError) {
    super(failure.message, { cause: failure });
    this.#failure = failure;
  }

  get category(): ReactorError["category"] { return this.#failure.category; }
  get code(): string | null { return this.#failure.code; }
  get errno(): number | null { return this.#failure.errno; }
  get syscall(): string | null { return this.#failure.syscall; }
  get address(): ReactorError["address"] { return this.#failure.address; }
}

function ownFailure(failure: ReactorError): ReactorError {
  const { errors } = failure;
  return Object.assign(new OwnFailure(failure), errors === undefined ? {} : { errors: errors.map(ownFailure) });
}

/** What is refused for its type. */
class OwnTypeError extends TypeError {}

/** What is refused for its value. */
class OwnRangeError extends RangeError {}

function ownError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.constructor === TypeError) return new OwnTypeError(error.message, { cause: error });
  return error.constructor === RangeError ? new OwnRangeError(error.message, { cause: error }) : error;
}

/** The object, but for what its methods throw. */
function throwingOwn<T extends object>(object: T): T {
  return new Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...all: readonly unknown[]): unknown => {
        try {
          return Reflect.apply(value, target, [...all]);
        } catch (error) {
          throw ownError(error);
        }
      };
    },
  });
}

/** A reactor whose errors, those that it throws and those that it tells of, are of classes of its own. */
export function ownErrors(reactor: Reactor): Reactor {
  const failing = overReasons(overFailures(reactor, ownFailure), (reason) =>
    reason.kind === "lost" ? { kind: "lost", error: ownFailure(reason.error) } : reason);
  const over = overPorts(overTransports(failing, throwingOwn), (protocol) => ({
    protocol: { sendFailed: (failure) => protocol.sendFailed?.(ownFailure(failure)) },
    port: throwingOwn,
  }));
  return throwingOwn(override(over, {
    callLater: (delay, callback) => throwingOwn(over.callLater(delay, callback)),
  }));
}

/** A set that is read only, and no `Set`. */
class Names implements ReadonlySet<Profile> {
  readonly #names: readonly Profile[];

  constructor(names: readonly Profile[]) {
    this.#names = names;
  }

  get size(): number { return this.#names.length; }

  has(name: Profile): boolean { return this.#names.includes(name); }

  forEach(callback: (name: Profile, again: Profile, all: ReadonlySet<Profile>) => void): void {
    for (const name of this.#names) callback(name, name, this);
  }

  [Symbol.iterator](): SetIterator<Profile> { return this.keys(); }

  keys(): SetIterator<Profile> { return new Set(this.#names).keys(); }

  values(): SetIterator<Profile> { return this.keys(); }

  entries(): SetIterator<[Profile, Profile]> { return new Set(this.#names).entries(); }
}

/** A reactor whose profiles are a set of its own class, made anew each time, with a name that nobody knows. */
export function ownProfiles(reactor: Reactor): Reactor {
  return override(reactor, {
    get profiles() { return new Names([...reactor.profiles, "own" as Profile]); },
  });
}
