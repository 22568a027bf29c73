import type { Address, ConnectOptions, ListenOptions, ReactorError } from "../../../../spec/reactor.js";
import type {
  ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents, Task,
} from "../../../core/host.js";
import { receivedError } from "../../../threads/passed-error.js";
import type { Report } from "./messages.js";
import { RemoteChannel, type Line } from "./remote-channel.js";

interface Listening {
  readonly events: ListenEvents;
  released: Task;
}

/** In the calling thread: listeners, attempts and connections of the reactor in the worker, of every kind. */
export class RemoteKind implements ConnectionKind {
  readonly #line: Line;
  readonly #listeners = new Map<number, Listening>();
  readonly #attempts = new Map<number, ConnectEvents>();
  readonly #channels = new Map<number, RemoteChannel>();
  #ids = 0;

  constructor(line: Omit<Line, "forget">) {
    this.#line = {
      send: (command) => line.send(command),
      defer: (task) => line.defer(task),
      forget: (id) => void this.#channels.delete(id),
    };
  }

  listen(address: Address, { backlog }: ListenOptions, events: ListenEvents): HostListener {
    const id = ++this.#ids;
    const listening: Listening = { events, released: () => {} };
    this.#listeners.set(id, listening);
    this.#line.send({ op: "listen", id, address, backlog });
    return {
      close: (released) => {
        listening.released = released;
        this.#line.send({ op: "unlisten", id });
      },
    };
  }

  connect(address: Address, _options: ConnectOptions, events: ConnectEvents): HostAttempt {
    const id = ++this.#ids;
    this.#attempts.set(id, events);
    this.#line.send({ op: "connect", id, address });
    return {
      cancel: () => {
        this.#attempts.delete(id);
        this.#line.send({ op: "cancel", id });
      },
    };
  }

  /** What the worker tells: in a host task. */
  told(report: Report): void {
    switch (report.op) {
      case "listening":
        this.#listeners.get(report.id)?.events.listening(Object.freeze(report.address));
        break;
      case "released":
        this.#listeners.get(report.id)?.released();
        this.#listeners.delete(report.id);
        break;
      case "accepted":
        this.#accepted(report);
        break;
      case "connected":
        this.#connected(report);
        break;
      case "failed":
        this.#failed(report.id, receivedError(report.error) as ReactorError);
        break;
      default:
        this.#channels.get(report.id)?.told(report);
    }
  }

  /** The worker is no more: nothing that it had goes on. */
  lost(error: ReactorError): void {
    for (const id of [...this.#attempts.keys(), ...this.#listeners.keys()]) this.#failed(id, error);
    for (const channel of [...this.#channels.values()]) channel.cut(error);
  }

  #accepted({ id, connection, ends }: Report & { readonly op: "accepted" }): void {
    const channel = this.#channel(connection, ends);
    const listening = this.#listeners.get(id);
    if (listening === undefined) channel.abort();
    else listening.events.accepted(channel);
  }

  /** An attempt that was cancelled may have been made meanwhile. */
  #connected({ id, ends }: Report & { readonly op: "connected" }): void {
    const channel = this.#channel(id, ends);
    const attempt = this.#attempts.get(id);
    this.#attempts.delete(id);
    if (attempt === undefined) channel.abort();
    else attempt.connected(channel);
  }

  #channel(id: number, ends: ConstructorParameters<typeof RemoteChannel>[1]): RemoteChannel {
    const channel = new RemoteChannel(id, ends, this.#line);
    this.#channels.set(id, channel);
    return channel;
  }

  #failed(id: number, error: ReactorError): void {
    const listening = this.#listeners.get(id);
    listening?.events.failed(error);
    listening?.released();
    this.#listeners.delete(id);
    const attempt = this.#attempts.get(id);
    this.#attempts.delete(id);
    attempt?.failed(error);
  }
}
