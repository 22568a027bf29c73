import type { Profile, Reactor } from "../../spec/reactor.js";

/** A reactor that forwards every call to another, member by member. */
export class Forwarder implements Reactor {
  readonly #inner: Reactor;

  constructor(inner: Reactor) {
    this.#inner = inner;
  }

  get profiles(): ReadonlySet<Profile> {
    return this.#inner.profiles;
  }

  get running(): boolean {
    return this.#inner.running;
  }

  run(...args: Parameters<Reactor["run"]>): ReturnType<Reactor["run"]> {
    return this.#inner.run(...args);
  }

  stop(...args: Parameters<Reactor["stop"]>): void {
    this.#inner.stop(...args);
  }

  now(...args: Parameters<Reactor["now"]>): number {
    return this.#inner.now(...args);
  }

  setErrorHook(...args: Parameters<Reactor["setErrorHook"]>): void {
    this.#inner.setErrorHook(...args);
  }

  addHook(...args: Parameters<Reactor["addHook"]>): ReturnType<Reactor["addHook"]> {
    return this.#inner.addHook(...args);
  }

  callLater(...args: Parameters<Reactor["callLater"]>): ReturnType<Reactor["callLater"]> {
    return this.#inner.callLater(...args);
  }

  listen(...args: Parameters<Reactor["listen"]>): ReturnType<Reactor["listen"]> {
    return this.#inner.listen(...args);
  }

  connect(...args: Parameters<Reactor["connect"]>): ReturnType<Reactor["connect"]> {
    return this.#inner.connect(...args);
  }

  openDatagram(...args: Parameters<Reactor["openDatagram"]>): ReturnType<Reactor["openDatagram"]> {
    return this.#inner.openDatagram(...args);
  }

  setResolver(...args: Parameters<Reactor["setResolver"]>): ReturnType<Reactor["setResolver"]> {
    return this.#inner.setResolver(...args);
  }

  resolve(...args: Parameters<Reactor["resolve"]>): ReturnType<Reactor["resolve"]> {
    return this.#inner.resolve(...args);
  }

  callInThread(...args: Parameters<Reactor["callInThread"]>): ReturnType<Reactor["callInThread"]> {
    return this.#inner.callInThread(...args);
  }

  callFromThread(...args: Parameters<Reactor["callFromThread"]>): void {
    this.#inner.callFromThread(...args);
  }

  threadPort(...args: Parameters<Reactor["threadPort"]>): ReturnType<Reactor["threadPort"]> {
    return this.#inner.threadPort(...args);
  }
}
