import type { Address } from "../../spec/reactor.js";
import { ByteQueue } from "./byte-queue.js";
import type { World } from "./world.js";

/** How many bytes the platform's side of a socket holds: to be sent, and to be read. */
const SEND_BUFFER = 64 * 1024;
const RECEIVE_WINDOW = 64 * 1024;

/** What the owner of a socket is told, each in a host task of its own. */
export interface SocketEvents {
  data(bytes: Uint8Array): void;
  /** The other side will send no more. */
  end(): void;
  /** The other side cut the connection. Last. */
  reset(): void;
  /** The platform has taken some of what was written; may come within a call, and enters nothing. */
  drained(): void;
  /** Everything written, and the end behind it, is handed to the platform. */
  flushed(): void;
}

/**
 * One end of a connection on the simulated network. What is written is first the owner's (`pendingBytes`),
 * then in the send buffer, then on its way or in the other side's receive buffer; a reset overtakes none of
 * what is on its way, and discards the rest.
 */
export class SimulatedSocket {
  readonly local: Address;
  readonly remote: Address;
  readonly #world: World;
  readonly #unsent = new ByteQueue();
  readonly #sendBuffer = new ByteQueue();
  readonly #receiveBuffer = new ByteQueue();
  #other: SimulatedSocket = this;
  #events: SocketEvents | null = null;
  #reading = false;
  #readPlanned = false;
  #discarding = false;
  #stuck = false;
  #broken = false;
  #inFlight = 0;
  #lastArrival = 0;
  #output: "open" | "ending" | "handed-over" | "ended" = "open";
  #input: "open" | "ended" | "reset" = "open";
  #inputTold = false;
  #closing = false;
  #state: "alive" | "closed" | "dead" = "alive";
  #gone: () => void = () => {};

  private constructor(world: World, local: Address, remote: Address) {
    this.#world = world;
    this.local = local;
    this.remote = remote;
  }

  /** Both ends of a new connection. */
  static pair(world: World, left: Address, right: Address): readonly [SimulatedSocket, SimulatedSocket] {
    const leftEnd = new SimulatedSocket(world, left, right);
    const rightEnd = new SimulatedSocket(world, right, left);
    leftEnd.#other = rightEnd;
    rightEnd.#other = leftEnd;
    return [leftEnd, rightEnd];
  }

  /** Bytes written and not yet taken by the platform. */
  get pendingBytes(): number {
    return this.#unsent.length;
  }

  /** Begins to read. */
  open(events: SocketEvents): void {
    this.#events = events;
    this.resume();
    if (this.#output === "handed-over" || this.#output === "ended") this.#tellFlushed();
  }

  resume(): void {
    this.#reading = true;
    this.#planRead();
  }

  pause(): void {
    this.#reading = false;
  }

  /** From now on input is dropped; its end is still told. */
  discard(): void {
    this.#discarding = true;
    this.#receiveBuffer.clear();
    this.#other.#transmit();
    this.resume();
  }

  /** Sends `bytes`, which is the socket's to keep. Who does not read learns here of a reset (`flow.read.reset`). */
  write(bytes: Uint8Array): void {
    if (this.#input === "reset" && !this.#reading) this.#world.at(this.#world.now(), () => this.#tellReset());
    if (this.#state !== "alive" || this.#output !== "open" || this.#input === "reset") return;
    this.#unsent.push(bytes);
    this.#transmit();
  }

  /** Ends the sending side after what was written. */
  end(): void {
    if (this.#state !== "alive" || this.#output !== "open") return;
    this.#output = "ending";
    this.#transmit();
  }

  /** Cuts the connection: what was not sent is discarded, the other side is told by a reset. */
  reset(): void {
    if (this.#state === "dead") return;
    this.#die();
    if (this.#input !== "reset") this.#send(() => this.#other.#resetArrived());
  }

  /** Tells its owner nothing more, drops its input, and calls `gone` when both sides have ended. */
  linger(gone: () => void): void {
    this.#events = null;
    this.#gone = gone;
    this.discard();
    this.#forgetIfOver();
  }

  /** Reads no more, and closes after what was written; bytes that are not read then are answered by a reset. */
  close(): void {
    this.pause();
    this.#events = null;
    this.#closing = true;
    this.end();
    this.#closeIfEnded();
  }

  /** Moves what the buffers have room for, then the end. */
  #transmit(): void {
    if (this.#state !== "alive" || this.#input === "reset" || this.#broken) return;
    const unsent = this.#unsent.length;
    this.#fillSendBuffer();
    while (this.#sendBuffer.length > 0 && this.#windowLeft() > 0 && !this.#broken) {
      this.#sendSegment(this.#sendBuffer.take(this.#windowLeft()));
      this.#fillSendBuffer();
    }
    if (this.#unsent.length < unsent) this.#events?.drained();
    if (this.#output === "ending" && this.#unsent.length === 0) {
      this.#output = "handed-over";
      this.#tellFlushed();
    }
    if (this.#output === "handed-over" && this.#sendBuffer.length === 0) {
      this.#output = "ended";
      this.#send(() => this.#other.#endArrived());
      this.#closeIfEnded();
      this.#forgetIfOver();
    }
  }

  #fillSendBuffer(): void {
    const most = Math.min(SEND_BUFFER - this.#sendBuffer.length, this.#unsent.length);
    if (most === 0 || this.#stuck) return;
    const { conditions } = this.#world;
    const size = conditions.has("partialWrites") ? conditions.part(most) : most;
    this.#sendBuffer.push(this.#unsent.take(size));
    if (size < most) this.#becomeStuck();
  }

  /** Takes nothing more for a while. */
  #becomeStuck(): void {
    this.#stuck = true;
    this.#world.at(this.#world.now() + this.#world.conditions.way(), () => {
      this.#stuck = false;
      this.#transmit();
    });
  }

  #windowLeft(): number {
    const unread = this.#other.#receiveBuffer.length;
    return RECEIVE_WINDOW - unread - this.#inFlight;
  }

  #sendSegment(segment: Uint8Array): void {
    if (this.#world.conditions.has("resets")) {
      this.#breakDown();
      return;
    }
    this.#inFlight += segment.length;
    this.#send(() => {
      this.#inFlight -= segment.length;
      this.#other.#segmentArrived(segment);
    });
  }

  /** The network cuts the connection, and both sides hear of it behind what was sent before; nothing more is sent. */
  #breakDown(): void {
    this.#broken = true;
    this.#send(() => {
      this.#resetArrived();
      this.#other.#resetArrived();
    });
  }

  /** Sends something to the other side, where it arrives behind everything sent before. */
  #send(arrive: () => void): void {
    this.#lastArrival = Math.max(this.#lastArrival, this.#world.now() + this.#world.conditions.way());
    this.#world.at(this.#lastArrival, arrive);
  }

  #tellFlushed(): void {
    this.#world.at(this.#world.now(), () => this.#tell((events) => events.flushed()));
  }

  #segmentArrived(segment: Uint8Array): void {
    if (this.#state === "closed") this.reset();
    if (this.#state !== "alive") return;
    if (this.#discarding) {
      this.#other.#transmit();
      return;
    }
    this.#receiveBuffer.push(segment);
    this.#planRead();
  }

  #endArrived(): void {
    if (this.#input === "open") this.#input = "ended";
    this.#planRead();
  }

  #resetArrived(): void {
    if (this.#state !== "alive") return;
    this.#input = "reset";
    this.#inputTold = false;
    this.#unsent.clear();
    this.#sendBuffer.clear();
    this.#planRead();
  }

  #planRead(): void {
    if (this.#readPlanned || !this.#isReadable()) return;
    this.#readPlanned = true;
    this.#world.at(this.#world.now(), () => {
      this.#readPlanned = false;
      if (this.#isReadable()) this.#read();
    });
  }

  #isReadable(): boolean {
    if (!this.#reading || this.#state !== "alive") return false;
    return this.#receiveBuffer.length > 0 || (this.#input !== "open" && !this.#inputTold);
  }

  /** Tells of one piece of the input: some bytes, or how it ended. */
  #read(): void {
    if (this.#receiveBuffer.length > 0) {
      const bytes = this.#receiveBuffer.take(this.#readSize());
      this.#other.#transmit();
      this.#planRead();
      this.#tell((events) => events.data(bytes));
    } else if (this.#input === "reset") {
      this.#tellReset();
    } else {
      this.#inputTold = true;
      this.#tell((events) => events.end());
      this.#forgetIfOver();
    }
  }

  #readSize(): number {
    const { conditions } = this.#world;
    const available = this.#receiveBuffer.length;
    return conditions.has("partialReads") ? conditions.part(available) : available;
  }

  #tell(notify: (events: SocketEvents) => void): void {
    const events = this.#events;
    if (events !== null && this.#state === "alive") this.#world.enter(() => notify(events));
  }

  #tellReset(): void {
    const events = this.#events;
    this.#die();
    if (events !== null) this.#world.enter(() => events.reset());
  }

  #closeIfEnded(): void {
    if (!this.#closing || this.#state !== "alive" || this.#output !== "ended") return;
    this.#state = "closed";
    if (this.#receiveBuffer.length > 0) this.reset();
  }

  #forgetIfOver(): void {
    if (this.#state === "dead" || (this.#inputTold && this.#output === "ended")) this.#gone();
  }

  #die(): void {
    this.#state = "dead";
    this.#events = null;
    this.#gone();
    this.#unsent.clear();
    this.#sendBuffer.clear();
    this.#receiveBuffer.clear();
  }
}
