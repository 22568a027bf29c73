import type { Address, ConnectOptions, ListenOptions, ReactorError } from "../../spec/reactor.js";
import { AddressRace } from "./address-race.js";
import { hostOf, withHost } from "../core/addresses.js";
import { addressesFailure } from "../core/errors.js";
import type { ConnectEvents, ConnectionKind, Host, HostAttempt, HostListener, ListenEvents } from "../core/host.js";
import type { Names } from "./names.js";
import type { TimedCalls } from "../core/timed-calls.js";

/** A kind of connections whose addresses have a name in place of a numeric host: each is looked up first. */
export class NamedKind implements ConnectionKind {
  readonly #kind: ConnectionKind;
  readonly #names: Names;
  readonly #host: Host;
  readonly #timedCalls: TimedCalls;

  constructor(kind: ConnectionKind, names: Names, host: Host, timedCalls: TimedCalls) {
    this.#kind = kind;
    this.#names = names;
    this.#host = host;
    this.#timedCalls = timedCalls;
  }

  /** A lookup is a part of the attempt: it can be given up like the rest (`resolver.cancel`, `resolver.timeout`). */
  connect(address: Address, options: ConnectOptions, events: ConnectEvents): HostAttempt {
    let atHost = this.#names.lookUp(hostOf(address) ?? "", { syscall: "connect", address }, {
      answered: (hosts) => {
        const addresses = addressesOf(address, hosts);
        atHost = new AddressRace(this.#kind, address, addresses, options, events, this.#timedCalls);
      },
      failed: (error) => events.failed(error),
    });
    return { cancel: () => atHost.cancel() };
  }

  /** Listens at the first address that the platform grants (`resolver.listen`). */
  listen(address: Address, options: ListenOptions, events: ListenEvents): HostListener {
    const lookup = this.#names.lookUp(hostOf(address) ?? "", { syscall: "listen", address }, {
      answered: (hosts) => tryNext(addressesOf(address, hosts), []),
      failed: (error) => events.failed(error),
    });
    let close: HostListener["close"] = (released) => {
      lookup.cancel();
      this.#host.defer(released);
    };
    const tryNext = ([first, ...others]: readonly Address[], errors: readonly ReactorError[]): void => {
      if (first === undefined) return events.failed(addressesFailure(errors, address));
      const listener = this.#kind.listen(first, options, {
        listening: (bound) => events.listening(bound),
        accepted: (channel) => events.accepted(channel),
        failed: (error) => tryNext(others, [...errors, error]),
      });
      close = (released) => listener.close(released);
    };
    return { close: (released) => close(released) };
  }
}

/** The addresses of a name, each once (`resolver.duplicates`). */
function addressesOf(asked: Address, hosts: readonly string[]): readonly Address[] {
  return [...new Set(hosts)].map((host) => withHost(asked, host));
}
