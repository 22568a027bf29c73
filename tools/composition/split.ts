import type { Reactor, Resolver } from "../../spec/reactor.js";
import { Forwarder } from "./forwarder.js";

/**
 * Two reactors of one process as one: one listens, the other connects and opens ports for datagrams, so that the ends
 * of a connection are of both. Timed calls, hooks, threads and lookups are the first one's. They run and stop together.
 */
export class Split extends Forwarder {
  readonly #first: Reactor;
  readonly #second: Reactor;

  constructor(first: Reactor, second: Reactor) {
    super(first);
    this.#first = first;
    this.#second = second;
  }

  override get running(): boolean {
    return this.#first.running || this.#second.running;
  }

  override run(): Promise<void> {
    if (this.#first.running) return this.#first.run();
    return Promise.all([this.#first.run(), this.#second.run()]).then(() => undefined);
  }

  override stop(): void {
    this.#first.stop();
    this.#second.stop();
  }

  override setErrorHook(...args: Parameters<Reactor["setErrorHook"]>): void {
    this.#first.setErrorHook(...args);
    this.#second.setErrorHook(...args);
  }

  override setResolver(...args: Parameters<Reactor["setResolver"]>): Resolver {
    this.#second.setResolver(...args);
    return this.#first.setResolver(...args);
  }

  override connect(...args: Parameters<Reactor["connect"]>): ReturnType<Reactor["connect"]> {
    return this.#second.connect(...args);
  }

  override openDatagram(...args: Parameters<Reactor["openDatagram"]>): ReturnType<Reactor["openDatagram"]> {
    return this.#second.openDatagram(...args);
  }
}
