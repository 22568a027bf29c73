import { workerData } from "node:worker_threads";
import type { Listener, Reactor } from "../../../../spec/reactor.js";
import { passedError } from "../../../threads/passed-error.js";
import { OVER, REPORTS, type Command, type Report, type WorkerStart } from "./messages.js";
import { ServedConnection } from "./served-connection.js";

// The worker of a reactor whose callbacks run in another thread, which may sleep on the cells until there is a report.

const { module, port, cells: buffer } = workerData as WorkerStart;
const cells = new Int32Array(buffer);

function report(what: Report): void {
  port.postMessage(what);
  wake();
}

function wake(): void {
  Atomics.add(cells, REPORTS, 1);
  Atomics.notify(cells, REPORTS);
}

process.on("exit", () => {
  Atomics.store(cells, OVER, 1);
  wake();
});

class ServedReactor {
  readonly #reactor: Reactor;
  readonly #connections = new Map<number, ServedConnection>();
  readonly #attempts = new Map<number, AbortController>();
  readonly #listeners = new Map<number, Promise<Listener | null>>();
  #accepted = 0;

  constructor(reactor: Reactor) {
    this.#reactor = reactor;
  }

  perform(command: Command): void {
    switch (command.op) {
      case "listen":
        this.#listen(command);
        break;
      case "unlisten":
        void this.#unlisten(command.id);
        break;
      case "connect":
        this.#connect(command);
        break;
      case "cancel":
        this.#attempts.get(command.id)?.abort();
        break;
      case "stop":
        this.#reactor.stop();
        break;
      default:
        this.#connections.get(command.id)?.perform(command);
    }
  }

  #listen({ id, address, backlog }: Command & { readonly op: "listen" }): void {
    const listening = this.#reactor.listen(address, () => {
      this.#accepted -= 1;
      const connection = this.#accepted;
      return this.#serve(connection, (ends) => report({ op: "accepted", id, connection, ends }));
    }, backlog === undefined ? {} : { backlog });
    this.#listeners.set(id, listening.then((listener) => {
      report({ op: "listening", id, address: listener.address });
      return listener;
    }, (error: unknown) => {
      report({ op: "failed", id, error: passedError(error) });
      return null;
    }));
  }

  async #unlisten(id: number): Promise<void> {
    await (await this.#listeners.get(id))?.close();
    this.#listeners.delete(id);
    report({ op: "released", id });
  }

  #connect({ id, address }: Command & { readonly op: "connect" }): void {
    const cancelling = new AbortController();
    this.#attempts.set(id, cancelling);
    const made = this.#reactor.connect(address, () =>
      this.#serve(id, (ends) => report({ op: "connected", id, ends })), { signal: cancelling.signal });
    made.catch((error: unknown) => report({ op: "failed", id, error: passedError(error) }))
      .finally(() => this.#attempts.delete(id));
  }

  #serve(id: number, made: ConstructorParameters<typeof ServedConnection>[3]): ServedConnection {
    const served = new ServedConnection(id, this.#reactor, report, made, () => this.#connections.delete(id));
    this.#connections.set(id, served);
    return served;
  }
}

const { createReactor } = (await import(module)) as { createReactor(): Reactor };
const reactor = createReactor();
const served = new ServedReactor(reactor);
const running = reactor.run();
port.on("message", (command: Command) => served.perform(command));
await running;
port.close();
