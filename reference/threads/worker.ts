import { receiveMessageOnPort, threadId } from "node:worker_threads";
import type { MessagePort, ThreadCaller } from "../../spec/reactor.js";
import { ReactorFailure } from "../core/errors.js";
import { CLOSED, SIGNALS, type PortCall, type PortGreeting, type PortReply } from "./messages.js";
import { receivedError } from "./passed-error.js";

/**
 * In the thread that got it: what calls in by the port of a `ThreadPort`.
 * @throws TypeError if it is no such port, or somebody has connected by it before.
 */
export function connect(port: MessagePort): ThreadCaller {
  const greeting: { readonly message: Partial<PortGreeting> } | undefined = receiveMessageOnPort(port);
  const { cells, names, thread } = greeting?.message ?? {};
  if (cells === undefined || names === undefined) throw new TypeError("this is not the port of a reactor's ThreadPort");
  return new PortCaller(port, new Int32Array(cells), names, thread === threadId);
}

class PortCaller implements ThreadCaller {
  readonly #port: MessagePort;
  readonly #cells: Int32Array;
  readonly #places: ReadonlyMap<string, number>;
  readonly #isReactorThread: boolean;
  #calls = 0;

  constructor(port: MessagePort, cells: Int32Array, names: readonly string[], isReactorThread: boolean) {
    this.#port = port;
    this.#cells = cells;
    this.#places = new Map(names.map((name, place) => [name, place]));
    this.#isReactorThread = isReactorThread;
  }

  /** One message a call, at once: the thread may block as soon as this returns (`thread.from.wakes`). */
  callFromThread(name: string, ...args: readonly unknown[]): void {
    this.#send([this.#placeOf(name), [args]]);
  }

  callEachFromThread(name: string, argumentLists: readonly (readonly unknown[])[]): void {
    const isList = Array.isArray(argumentLists) && argumentLists.every((each) => Array.isArray(each));
    if (!isList) throw new TypeError("the lists of arguments are not an array of arrays");
    this.#send([this.#placeOf(name), argumentLists]);
  }

  /** Sleeps until the reactor tells something, and looks what it is (`thread.blocking.own-outcome`). */
  blockingCallFromThread(name: string, ...args: readonly unknown[]): unknown {
    if (this.#isReactorThread) throw new Error("a blocking call in the reactor's own thread would wait for ever");
    const id = ++this.#calls;
    this.#send([this.#placeOf(name), args, id]);
    for (;;) {
      const signals = Atomics.load(this.#cells, SIGNALS);
      const reply: { readonly message: PortReply } | undefined = receiveMessageOnPort(this.#port);
      if (reply?.message.id === id) return outcomeOf(reply.message);
      if (reply === undefined) {
        this.#checkOpen();
        Atomics.wait(this.#cells, SIGNALS, signals);
      }
    }
  }

  /** @throws TypeError if there is no such function (`thread.port.function`). */
  #placeOf(name: string): number {
    const place = this.#places.get(name);
    if (place === undefined) throw new TypeError(`the port has no function ${name}`);
    return place;
  }

  /** @throws TypeError or ReactorFailure (`thread.port.argument`, `thread.port.closed`). */
  #send(call: PortCall): void {
    this.#checkOpen();
    try {
      this.#port.postMessage(call);
    } catch (error) {
      const { message } = error as Error;
      throw new TypeError(`an argument cannot be passed to another thread: ${message}`, { cause: error });
    }
  }

  /** @throws ReactorFailure if the port is closed (`thread.port.closed`, `thread.blocking.released`). */
  #checkOpen(): void {
    if (Atomics.load(this.#cells, CLOSED) === 0) return;
    throw new ReactorFailure("stopped", "callFromThread: the port is closed", { syscall: "callFromThread" });
  }
}

function outcomeOf({ outcome }: PortReply): unknown {
  if ("error" in outcome) throw receivedError(outcome.error);
  return outcome.value;
}
