import type { Address, ConnectOptions, ReactorError, TimedCall } from "../../spec/reactor.js";
import { addressesFailure } from "../core/errors.js";
import type { Channel, ConnectEvents, ConnectionKind, HostAttempt } from "../core/host.js";
import type { TimedCalls } from "../core/timed-calls.js";

/** How long an address is tried alone, in ms, where the program does not say (`resolver.race.default`). */
const ATTEMPT_DELAY = 250;

/**
 * Connects to the first of several addresses that answers. They are tried in order (`resolver.order`): the next one
 * when one has failed (`resolver.next`), or has been pending for some time, and then beside it (`resolver.race`,
 * `resolver.race.keeps`, `resolver.race.not-early`).
 */
export class AddressRace implements HostAttempt {
  readonly #kind: ConnectionKind;
  readonly #asked: Address;
  readonly #addresses: readonly Address[];
  readonly #options: ConnectOptions;
  readonly #events: ConnectEvents;
  readonly #timedCalls: TimedCalls;
  readonly #pending = new Set<HostAttempt>();
  readonly #errors: ReactorError[] = [];
  #next = 0;
  #delay: TimedCall | null = null;

  /** `addresses` are those of the one that was asked for: at least one, each once. */
  constructor(
    kind: ConnectionKind, asked: Address, addresses: readonly Address[], options: ConnectOptions,
    events: ConnectEvents, timedCalls: TimedCalls,
  ) {
    this.#kind = kind;
    this.#asked = asked;
    this.#addresses = addresses;
    this.#options = options;
    this.#events = events;
    this.#timedCalls = timedCalls;
    this.#tryNext();
  }

  /** Gives all up; nothing is told of them any more. */
  cancel(): void {
    this.#delay?.cancel();
    for (const attempt of this.#pending) attempt.cancel();
    this.#pending.clear();
  }

  #tryNext(): void {
    this.#delay?.cancel();
    const place = this.#next++;
    const address = this.#addresses[place];
    if (address === undefined) return;
    const attempt = this.#kind.connect(address, this.#options, {
      connected: (channel) => this.#connected(channel, attempt),
      failed: (error) => this.#failed(error, place, attempt),
    });
    this.#pending.add(attempt);
    if (this.#next === this.#addresses.length) return;
    this.#delay = this.#timedCalls.callLater(this.#options.attemptDelay ?? ATTEMPT_DELAY, () => this.#tryNext());
  }

  /** The others are closed, and nobody hears of them (`resolver.race.losers`). */
  #connected(channel: Channel, attempt: HostAttempt): void {
    if (!this.#pending.delete(attempt)) {
      channel.abort();
      return;
    }
    this.cancel();
    this.#events.connected(channel);
  }

  #failed(error: ReactorError, place: number, attempt: HostAttempt): void {
    if (!this.#pending.delete(attempt)) return;
    this.#errors[place] = error;
    if (this.#next < this.#addresses.length) this.#tryNext();
    else if (this.#pending.size === 0) this.#events.failed(addressesFailure(this.#errors, this.#asked));
  }
}
