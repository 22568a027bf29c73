import type { Protocol, TimedCall } from "../../spec/reactor.js";
import { describeError, describeReason } from "../agents/js/describe.js";
import type { CallbackName } from "../trace/events.js";
import { observed, type Method, type Observer, type Observers } from "./observed.js";
import type { Names, Watch } from "./watch.js";

const NOTHING = {};

/** Calls of a transport that change what may follow; of the others it matters only that they have not returned. */
const ACTS = ["endWriting", "loseConnection", "abortConnection", "pauseReading", "resumeReading"];
const CALLS = ["write", "setWatermarks"];

/** An attempt to connect. */
export interface Attempt {
  readonly name: string;
  /** Whether its protocol has been made, and is one that is told of the whole life of its connection. */
  isTold: boolean;
}

/**
 * The reactor's objects as the program has them, and the program's as the reactor has them. What is no object, or no
 * function where one is due, is passed on as it is: whoever gets it refuses it, or does not.
 */
export class View {
  readonly #watch: Watch;
  /** What the program has of each transport and port. */
  readonly #views = new WeakMap<object, object>();

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  callback(cb: CallbackName, callback: unknown, names: Names = {}): unknown {
    if (typeof callback !== "function") return callback;
    const watch = this.#watch;
    return function passedOn(this: unknown, ...args: readonly unknown[]): unknown {
      return watch.callback(cb, names, NOTHING, callback as Method, this, args);
    };
  }

  /** A factory of protocols, for the attempt if it is one's. */
  factory(factory: unknown, attempt: Attempt | null): unknown {
    if (typeof factory !== "function") return factory;
    const watch = this.#watch;
    const make = (protocol: unknown, connection: string): unknown => this.#protocol(protocol, connection, attempt);
    return function passedOn(this: unknown, ...args: readonly unknown[]): unknown {
      const connection = attempt?.name ?? watch.nameOf("connection");
      return make(watch.callback("factory", { connection }, NOTHING, factory as Method, this, args), connection);
    };
  }

  #protocol(protocol: unknown, connection: string, attempt: Attempt | null): unknown {
    if (!isObject(protocol)) return protocol;
    const { connectionMade, connectionLost } = protocol as Protocol;
    // Where the beginning or the end is not told, nothing can be said of the order between them.
    const isTold = typeof connectionMade === "function" && typeof connectionLost === "function";
    if (attempt !== null) attempt.isTold = isTold;
    const watch = this.#watch;
    const names: Names = isTold ? { connection } : {};
    return observed(protocol, {
      ...this.#notifications(["eofReceived", "pauseWriting", "resumeWriting"], names),
      connectionMade: (method, target) => (transport, ...more) => watch.callback(
        "connectionMade", names, NOTHING, method, target, [this.transport(transport, names), ...more]),
      dataReceived: (method, target) => (...args) => {
        const [data] = args;
        const bytes = data instanceof Uint8Array ? data.length : 1;
        return watch.callback("dataReceived", names, { bytes }, method, target, args);
      },
      connectionLost: (method, target) => (...args) => watch.callback(
        "connectionLost", names, { reason: describeReason(args[0] as never) }, method, target, args),
    });
  }

  #notifications(cbs: readonly CallbackName[], names: Names): Observers {
    const watch = this.#watch;
    return Object.fromEntries(cbs.map((cb): readonly [string, Observer] =>
      [cb, (method, target) => (...args) => watch.callback(cb, names, NOTHING, method, target, args)]));
  }

  /** What the program has of a transport: the same object wherever it gets it. */
  transport(transport: unknown, names: Names): unknown {
    return this.#one(transport, () => Object.fromEntries([
      ...ACTS.map((op): readonly [string, Observer] => [op, this.#acts(op, names)]),
      ...CALLS.map((op): readonly [string, Observer] => [op, this.#calls(op)]),
    ]));
  }

  /** The protocol of a port for datagrams. */
  portProtocol(protocol: unknown, port: string): unknown {
    if (!isObject(protocol)) return protocol;
    const { portOpened, portClosed } = protocol as { readonly portOpened?: unknown; readonly portClosed?: unknown };
    const watch = this.#watch;
    const names: Names = typeof portOpened === "function" && typeof portClosed === "function" ? { port } : {};
    return observed(protocol, {
      ...this.#notifications(["datagramReceived", "portClosed"], names),
      portOpened: (method, target) => (opened, ...more) => watch.callback(
        "portOpened", names, NOTHING, method, target, [this.port(opened, names), ...more]),
      sendFailed: (method, target) => (...args) => watch.callback(
        "sendFailed", names, { error: describeError(args[0]) }, method, target, args),
    });
  }

  /** What the program has of a port for datagrams. */
  port(port: unknown, names: Names): unknown {
    return this.#one(port, () => ({ send: this.#calls("sendDatagram"), close: this.#acts("closePort", names) }));
  }

  #calls(op: string): Observer {
    const watch = this.#watch;
    return (method, target) => (...args) => watch.call(op, method, target, args);
  }

  #acts(op: string, names: Names): Observer {
    const watch = this.#watch;
    return (method, target) => (...args) => watch.act(op, names, method, target, args);
  }

  #one(target: unknown, observers: () => Observers): unknown {
    if (!isObject(target)) return target;
    const known = this.#views.get(target);
    if (known !== undefined) return known;
    const view = observed(target, observers());
    this.#views.set(target, view);
    return view;
  }

  /** The handle of a timed call. */
  timedCall(handle: unknown, call: string): unknown {
    if (!isObject(handle)) return handle;
    const watch = this.#watch;
    const timed = handle as TimedCall;
    const rearmed = (value: unknown): object => ({ value: value ?? null, deadline: timed.deadline });
    const rearms = (op: string): Observer => (method, target) => (...args) =>
      watch.timed(op, call, args[0], rearmed, method, target, args);
    const cancelled = (value: unknown): object => ({ value });
    return observed(timed, {
      cancel: (method, target) => (...args) => watch.timed("cancel", call, undefined, cancelled, method, target, args),
      reset: rearms("reset"),
      delay: rearms("delay"),
    });
  }

  listener(listener: unknown): unknown {
    if (!isObject(listener)) return listener;
    return observed(listener, { close: this.#calls("closeListener") });
  }

  /** The functions that other threads call. */
  threadFunctions(functions: unknown): unknown {
    if (!isObject(functions)) return functions;
    const watch = this.#watch;
    return observed(functions, Object.fromEntries(Object.keys(functions).map((name): readonly [string, Observer] =>
      [name, (method, target) => (...args) => watch.callback("threadCall", NOTHING, NOTHING, method, target, args)])));
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
