import { linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileKind, PathState, PeerFiles } from "./network.js";

/** A fresh directory of the driver's, made when it is first needed. Its name is short: a socket's path has no room. */
export class NodeFiles implements PeerFiles {
  #directory: string | null = null;

  path(name: string): string {
    this.#directory ??= mkdtempSync(join(tmpdir(), "rs-"));
    return join(this.#directory, name);
  }

  make(name: string, what: FileKind | "stale"): void {
    const path = this.path(name);
    rmSync(path, { recursive: true, force: true });
    switch (what) {
      case "file": return writeFileSync(path, "not a socket");
      case "directory": return void mkdirSync(path);
      case "loop": return symlinkSync(name, path);
      case "stale": return makeStale(path);
    }
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true, force: true });
  }

  look(name: string): PathState {
    const path = this.path(name);
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry === undefined) return { is: "nothing" };
    if (entry.isDirectory()) return { is: "directory", entries: readdirSync(path).length };
    if (entry.isSocket()) return { is: "socket" };
    return { is: entry.isSymbolicLink() ? "loop" : "file" };
  }

  dispose(): void {
    if (this.#directory !== null) rmSync(this.#directory, { recursive: true, force: true });
    this.#directory = null;
  }
}

/** A server that is closed takes its own path with it, and leaves the other name of its socket. */
function makeStale(path: string): void {
  const server = createServer().listen({ path: `${path}~`, exclusive: true });
  linkSync(`${path}~`, path);
  server.close();
}
