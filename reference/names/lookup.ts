import type { ResolveOptions } from "../../spec/reactor.js";
import type { Attempt, Endpoints } from "../core/endpoints.js";
import { ReactorFailure } from "../core/errors.js";
import type { HostAttempt } from "../core/host.js";
import type { Names } from "./names.js";

/** One call of `resolve`, until it is settled (`resolver.resolve`). */
export class Lookup implements Attempt {
  readonly promise: Promise<readonly string[]>;
  readonly #name: string;
  readonly #signal: AbortSignal | undefined;
  readonly #names: Names;
  readonly #endpoints: Endpoints;
  readonly #cancel = (): void => this.#giveUp("cancelled", "the lookup was cancelled");
  #fulfil: (hosts: readonly string[]) => void = () => {};
  #reject: (error: ReactorFailure) => void = () => {};
  #settled = false;
  #underWay: HostAttempt | null = null;

  constructor(name: string, { signal }: ResolveOptions, names: Names, endpoints: Endpoints) {
    this.#name = name;
    this.#signal = signal;
    this.#names = names;
    this.#endpoints = endpoints;
    this.promise = new Promise((resolve, reject) => {
      this.#fulfil = resolve;
      this.#reject = reject;
    });
  }

  /** Submits it, unless its signal is aborted already. */
  submit(): void {
    if (this.#signal?.aborted) {
      this.#cancel();
      return;
    }
    this.#signal?.addEventListener("abort", this.#cancel, { once: true });
    this.#endpoints.submit(this);
  }

  begin(): void {
    this.#underWay = this.#names.lookUp(this.#name, { syscall: "resolve", address: null }, {
      answered: (hosts) => {
        this.#settle();
        this.#fulfil(hosts);
      },
      failed: (error) => {
        this.#settle();
        this.#reject(error);
      },
    });
  }

  stop(): void {
    this.#giveUp("stopped", "the reactor stopped");
  }

  /** (`resolver.resolve.cancel`, `resolver.stop`) */
  #giveUp(category: "cancelled" | "stopped", why: string): void {
    if (this.#settled) return;
    this.#settle();
    this.#underWay?.cancel();
    this.#reject(new ReactorFailure(category, `resolve ${this.#name}: ${why}`, { syscall: "resolve" }));
  }

  #settle(): void {
    this.#settled = true;
    this.#signal?.removeEventListener("abort", this.#cancel);
    this.#endpoints.settled(this);
  }
}
