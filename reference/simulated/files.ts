import { posix } from "node:path";
import type { Accept, Answer, Listening } from "./network.js";

/** What may be at a path, beside a socket. */
export type FileKind = "file" | "directory" | "loop";

/**
 * The paths of the simulated machine, as far as sockets are concerned: `/` and `/tmp` are directories, and so is
 * `/sys`, in which nobody can make anything. Relative paths begin at `/`. A name that begins with a zero byte is no
 * path, and has a socket or nothing.
 */
export class SimulatedFiles {
  readonly #entries = new Map<string, FileKind | Listening>([
    ["/", "directory"], ["/tmp", "directory"], ["/sys", "directory"],
  ]);

  /** Listens at a path. Returns what removes the socket and stops listening, or the code of the refusal. */
  listen(path: string, accept: Accept): (() => void) | string {
    const key = keyOf(path);
    const refusal = this.#refusalToMake(key);
    if (refusal !== null) return refusal;
    const socket: Listening = { accept };
    this.#entries.set(key, socket);
    return () => {
      socket.accept = null;
      // Whatever has taken its place stays (`unix.close.replaced`).
      if (this.#entries.get(key) === socket) this.#entries.delete(key);
    };
  }

  /** What an attempt to connect to a path finds. */
  answerAt(path: string): Answer {
    const key = keyOf(path);
    const entry = this.#entries.get(key);
    if (entry === undefined) return isAbstract(key) ? "ECONNREFUSED" : this.#withoutDirectory(key) ?? "ENOENT";
    if (entry === "loop") return "ELOOP";
    return typeof entry === "string" || entry.accept === null ? "ECONNREFUSED" : entry;
  }

  /** Puts something at a path, in place of what is there; `stale` is a socket at which nobody listens. */
  make(path: string, what: FileKind | "stale"): void {
    this.#entries.set(keyOf(path), what === "stale" ? { accept: null } : what);
  }

  remove(path: string): void {
    this.#entries.delete(keyOf(path));
  }

  /** What is at a path; null if nothing is. */
  look(path: string): FileKind | "socket" | null {
    const entry = this.#entries.get(keyOf(path));
    if (entry === undefined) return null;
    return typeof entry === "string" ? entry : "socket";
  }

  /** How many entries a directory has. */
  count(directory: string): number {
    return [...this.#entries.keys()].filter((key) => key !== directory && parentOf(key) === directory).length;
  }

  #refusalToMake(key: string): string | null {
    if (this.#entries.has(key)) return "EADDRINUSE";
    if (isAbstract(key)) return null;
    return this.#withoutDirectory(key) ?? (parentOf(key) === "/sys" ? "EPERM" : null);
  }

  #withoutDirectory(key: string): string | null {
    const parent = this.#entries.get(parentOf(key));
    if (parent === undefined) return "ENOENT";
    return parent === "directory" ? null : "ENOTDIR";
  }
}

function keyOf(path: string): string {
  return isAbstract(path) ? path : posix.resolve("/", path);
}

function parentOf(key: string): string {
  return isAbstract(key) ? "" : posix.dirname(key);
}

function isAbstract(key: string): boolean {
  return key.startsWith("\0");
}
