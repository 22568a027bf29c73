import type { Address, ReactorError } from "../../../../spec/reactor.js";
import type { Channel, ChannelEvents, Task, TcpSettings } from "../../../core/host.js";
import { receivedError } from "../../../threads/passed-error.js";
import type { Command, Ends, Report } from "./messages.js";

/** What a channel needs of the thread that it lives in. */
export interface Line {
  send(command: Command): void;
  defer(task: Task): void;
  forget(id: number): void;
}

/** In the calling thread: a connection that the reactor of the worker has. */
export class RemoteChannel implements Channel {
  readonly local: Address;
  readonly remote: Address;
  readonly tcp: TcpSettings | null;
  readonly #id: number;
  readonly #line: Line;
  readonly #held: Uint8Array[] = [];
  #events: ChannelEvents | null = null;
  #pending = 0;
  #paused = false;
  #discards = false;

  constructor(id: number, { local, remote }: Ends, line: Line) {
    this.#id = id;
    this.#line = line;
    this.local = Object.freeze(local);
    this.remote = Object.freeze(remote);
    this.tcp = local.kind === "tcp" ? {
      setNoDelay: (enabled) => line.send({ op: "no-delay", id, enabled }),
      setKeepAlive: (enabled, delay) => line.send({ op: "keep-alive", id, enabled, delay }),
    } : null;
  }

  get pendingBytes(): number {
    return this.#pending;
  }

  open(events: ChannelEvents): void {
    if (this.#events === null) this.#send("open");
    this.#events = events;
  }

  write(data: Uint8Array): void {
    this.#pending += data.length;
    this.#line.send({ op: "write", id: this.#id, data });
  }

  end(): void {
    this.#send("end");
  }

  pause(): void {
    this.#paused = true;
    this.#send("pause");
  }

  /** What was held back comes first, each chunk in a task of its own. */
  resume(): void {
    this.#paused = false;
    this.#send("resume");
    for (let count = this.#held.length; count > 0; count -= 1) this.#line.defer(() => this.#deliver());
  }

  /** Whoever discards also closes. */
  discardInput(): void {
    this.#discards = true;
    this.#held.length = 0;
    this.#send("lose");
  }

  abort(): void {
    this.#send("abort");
    this.release();
  }

  release(): void {
    this.#events = null;
    this.#line.forget(this.#id);
  }

  /** What the worker tells of it: in a host task. */
  told(report: Report): void {
    switch (report.op) {
      case "received":
        if (this.#discards) return;
        this.#held.push(report.data);
        this.#deliver();
        break;
      case "handed":
        this.#pending -= report.bytes;
        this.#events?.drained();
        break;
      case "ended":
        this.#events?.ended();
        break;
      case "sent":
        this.#events?.sent();
        break;
      case "cut":
        this.cut(receivedError(report.error) as ReactorError);
        break;
      default:
    }
  }

  cut(error: ReactorError): void {
    const events = this.#events;
    this.release();
    events?.cut(error);
  }

  #deliver(): void {
    if (this.#paused) return;
    const data = this.#held.shift();
    if (data === undefined) return;
    this.#line.send({ op: "took", id: this.#id, bytes: data.length });
    this.#events?.received(data);
  }

  #send(op: "open" | "pause" | "resume" | "end" | "lose" | "abort"): void {
    this.#line.send({ op, id: this.#id });
  }
}
