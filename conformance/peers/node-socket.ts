import type { Socket } from "node:net";
import type { PeerAddress, PeerEvents, PeerSocket } from "./network.js";
import { PacedReading } from "./paced-reading.js";

/**
 * What every socket of the kit's is made with. A buffer of one byte is full after each read from the platform, so
 * that reading stops until the peer asks for more.
 */
export const socketOptions = { allowHalfOpen: true, highWaterMark: 1, noDelay: true } as const;

/** What Node does not tell of a socket: the addresses of its ends, where they are paths. */
export interface SocketPaths {
  readonly local: PeerAddress | null;
  readonly remote: PeerAddress | null;
}

/**
 * One connection over a socket of `node:net`, made with `socketOptions`. A send that fails because the other side is
 * gone ends the reading too: what had come and was not read is lost then.
 */
export class NodePeerSocket implements PeerSocket {
  readonly #socket: Socket;
  readonly #events: PeerEvents;
  readonly #paths: SocketPaths;
  readonly #reading: PacedReading;
  #connected = false;
  /** The peer closed or reset the connection: nothing more is told. */
  #left = false;
  #unsent = 0;
  #sending: "open" | "ending" | "closing" | "ended" = "open";

  constructor(socket: Socket, eventsOf: (self: PeerSocket) => PeerEvents, paths: SocketPaths) {
    this.#socket = socket;
    this.#paths = paths;
    this.#reading = new PacedReading(socket);
    // Whoever is asked may close it at once.
    this.#events = eventsOf(this);
    this.#reading.begin(this.#events);
    socket.on("end", () => this.#reading.ended("clean"));
    socket.on("error", (error: NodeJS.ErrnoException) => this.#failed(error));
  }

  /** Tells that the connection is open. */
  connected(): void {
    this.#connected = true;
    if (this.#left) return;
    const { localAddress, localPort, remoteAddress, remotePort } = this.#socket;
    const { local, remote } = this.#paths;
    if (this.#isOfPath()) this.#events.connected(local ?? { path: null }, remote ?? { path: null });
    else this.#events.connected(addressOf(localAddress, localPort), addressOf(remoteAddress, remotePort));
  }

  #isOfPath(): boolean {
    const known = this.#paths.local ?? this.#paths.remote;
    return known !== null && "path" in known;
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  send(bytes: Uint8Array): void {
    if (this.#sending !== "open") return;
    this.#unsent++;
    this.#socket.write(bytes, () => {
      this.#unsent--;
      this.#finishSending();
    });
  }

  end(): void {
    if (this.#sending !== "open") return;
    this.#sending = "ending";
    this.#finishSending();
  }

  /** If anything that came is unread by then, the host ends the connection with a reset: so it does for `close(2)`. */
  close(): void {
    this.#leave();
    if (this.#sending === "ended") {
      this.#socket.destroySoon();
    } else {
      this.#sending = "closing";
      this.#finishSending();
    }
  }

  /** Over a path there is no reset: whatever is unread or unsent is dropped. */
  reset(): void {
    this.#leave();
    const socket = this.#socket;
    // Node closes without a reset while the end of the sending is under way.
    const ending = this.#sending === "ended" && !socket.writableFinished && !socket.destroyed;
    if (socket.connecting || this.#isOfPath()) socket.destroy();
    else if (ending) socket.once("finish", () => socket.resetAndDestroy());
    else socket.resetAndDestroy();
  }

  pause(): void {
    this.#reading.pause();
  }

  resume(): void {
    this.#reading.resume();
  }

  #leave(): void {
    this.#left = true;
    this.#reading.leave();
  }

  /** Ends the sending once all was handed to the platform; a reset before that can still be one. */
  #finishSending(): void {
    if (this.#unsent > 0) return;
    if (this.#sending === "ending") this.#socket.end();
    else if (this.#sending === "closing") this.#socket.destroySoon();
    else return;
    this.#sending = "ended";
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#left || this.#reading.hasEnded) return;
    // A reset can come before the host has told of the connection: only a refusal means that there was none.
    if (this.#connected || error.code === "ECONNRESET") {
      this.#reading.ended("reset");
    } else {
      this.#leave();
      this.#events.refused(error.code ?? "UNKNOWN");
    }
  }
}

/** The connection may be gone before it is accepted; then its addresses are no longer known. */
function addressOf(host: string | undefined, port: number | undefined): PeerAddress {
  return { host: host ?? "", port: port ?? 0 };
}
