import type { CloseReason, Protocol, Reactor, TcpTransport, Transport } from "../../../../spec/reactor.js";
import { ReactorFailure } from "../../../core/errors.js";
import { passedError } from "../../../threads/passed-error.js";
import type { Command, Ends, Report } from "./messages.js";

/** So many bytes may be on their way to the calling thread until reading is paused. */
const MOST_UNTAKEN = 256 * 1024;

/** In the worker: one connection, which the calling thread has. */
export class ServedConnection implements Protocol {
  readonly #id: number;
  readonly #reactor: Reactor;
  readonly #report: (report: Report) => void;
  readonly #made: (ends: Ends) => void;
  readonly #gone: () => void;
  #transport: Transport | null = null;
  #opened = false;
  #paused = false;
  #reading = true;
  #untaken = 0;
  #written = 0;
  #handed = 0;
  #heldUp = false;
  #inputEnded = false;

  constructor(
    id: number, reactor: Reactor, report: (report: Report) => void, made: (ends: Ends) => void, gone: () => void,
  ) {
    this.#id = id;
    this.#reactor = reactor;
    this.#report = report;
    this.#made = made;
    this.#gone = gone;
  }

  connectionMade(transport: Transport): void {
    this.#transport = transport;
    this.#flow();
    transport.setWatermarks(0, 0);
    this.#made({ local: transport.local, remote: transport.remote });
  }

  dataReceived(data: Uint8Array): void {
    this.#untaken += data.length;
    this.#report({ op: "received", id: this.#id, data });
    this.#flow();
  }

  eofReceived(): void {
    this.#inputEnded = true;
    this.#report({ op: "ended", id: this.#id });
  }

  pauseWriting(): void {
    this.#heldUp = true;
  }

  resumeWriting(): void {
    this.#heldUp = false;
    this.#tellHanded();
  }

  connectionLost(reason: CloseReason): void {
    this.#gone();
    if (reason.kind === "done") {
      if (!this.#inputEnded) this.#report({ op: "ended", id: this.#id });
      this.#report({ op: "sent", id: this.#id });
    } else {
      const error = reason.kind === "aborted"
        ? new ReactorFailure("stopped", "the reactor of the worker stopped") : reason.error;
      this.#report({ op: "cut", id: this.#id, error: passedError(error) });
    }
  }

  perform(command: Command): void {
    const transport = this.#transport;
    if (transport === null) return;
    switch (command.op) {
      case "open":
        this.#opened = true;
        this.#flow();
        break;
      case "pause": case "resume":
        this.#paused = command.op === "pause";
        this.#flow();
        break;
      case "took":
        this.#untaken -= command.bytes;
        this.#flow();
        break;
      case "write":
        transport.write(command.data);
        this.#written += command.data.length;
        this.#watchHanded();
        break;
      case "no-delay":
        (transport as TcpTransport).setNoDelay(command.enabled);
        break;
      case "keep-alive":
        (transport as TcpTransport).setKeepAlive(command.enabled, command.delay);
        break;
      case "end":
        transport.endWriting();
        break;
      case "lose":
        transport.loseConnection();
        break;
      case "abort":
        transport.abortConnection();
        break;
      default:
    }
  }

  /** Reads while the calling thread wants it, and keeps up. */
  #flow(): void {
    const reads = this.#opened && !this.#paused && this.#untaken < MOST_UNTAKEN;
    if (reads === this.#reading) return;
    this.#reading = reads;
    if (reads) this.#transport?.resumeReading();
    else this.#transport?.pauseReading();
  }

  /** The reactor tells only of what stays unsent for a turn: until it does, the rest is looked for. */
  #watchHanded(): void {
    if (this.#transport?.pendingBytes === 0) this.#tellHanded();
    else if (!this.#heldUp) this.#reactor.callLater(0, () => this.#watchHanded());
  }

  #tellHanded(): void {
    const bytes = this.#written - this.#handed;
    if (bytes === 0) return;
    this.#handed = this.#written;
    this.#report({ op: "handed", id: this.#id, bytes });
  }
}
