import type { Socket } from "node:net";
import type { Linger } from "./channel.js";

// Captured before anybody can replace them.
const { setTimeout, clearTimeout } = globalThis;

/** How long the peer may take to end its side, in ms. */
const LONGEST_LINGER = 30_000;

/**
 * Sockets whose connection is over for the reactor: their input is read and dropped until the peer's end, for some
 * time. They do not keep the program alive.
 */
export class LingeringSockets implements Linger {
  readonly #sockets = new Set<Socket>();

  add(socket: Socket): void {
    const timeout = setTimeout(() => socket.destroy(), LONGEST_LINGER).unref();
    this.#sockets.add(socket.unref());
    socket.once("close", () => {
      clearTimeout(timeout);
      this.#sockets.delete(socket);
    });
  }

  /** Gives them all up. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
