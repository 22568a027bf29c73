import { posix } from "node:path";
import type { FileKind, SimulatedFiles } from "./files.js";

/** Paths in a directory of the peers' own. Each has a name; "." is the directory itself. */
export class PeerFiles {
  readonly #files: SimulatedFiles;

  constructor(files: SimulatedFiles) {
    this.#files = files;
    files.make("/tmp/peers", "directory");
  }

  path(name: string): string {
    return posix.join("/tmp/peers", name);
  }

  /** Puts something at the path, in place of what is there; `stale` is a socket at which nobody listens. */
  make(name: string, what: FileKind | "stale"): void {
    this.#files.make(this.path(name), what);
  }

  remove(name: string): void {
    this.#files.remove(this.path(name));
  }

  /** What is at the path, and of a directory how many entries it has. */
  look(name: string): { readonly is: FileKind | "socket" | "nothing"; readonly entries?: number } {
    const is = this.#files.look(this.path(name)) ?? "nothing";
    return is === "directory" ? { is, entries: this.#files.count(this.path(name)) } : { is };
  }
}
