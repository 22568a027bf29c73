import { lstatSync, mkdtempSync, renameSync, rmdirSync, statSync, type BigIntStats } from "node:fs";
import { dirname, join } from "node:path";
import type { Task } from "../core/host.js";

/** The path of one server. Node itself removes whatever has that name when the server is closed. */
export class UnixServerPath {
  readonly #path: string;
  /** The file that the server made; null while there is none, and for an abstract name. */
  #made: BigIntStats | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** The server has made its file. */
  bound(): void {
    this.#made = entryAt(this.#path);
  }

  /**
   * Has Node close the server and remove its file, or whatever it finds in its place, so that another file is out of
   * the way meanwhile (`unix.close.removes`, `unix.close.replaced`, `unix.close.absent`).
   */
  release(closeServer: Task): void {
    const found = this.#made === null ? null : entryAt(this.#path);
    const isOwn = found?.ino === this.#made?.ino && found?.dev === this.#made?.dev;
    if (found === null || isOwn || found.isDirectory()) closeServer();
    else this.#closeWithout(closeServer);
  }

  #closeWithout(closeServer: Task): void {
    let aside = "";
    const moved = attempt(() => {
      aside = mkdtempSync(`${this.#path}.`);
      renameSync(this.#path, join(aside, "kept"));
    });
    closeServer();
    if (moved && entryAt(this.#path) === null) attempt(() => renameSync(join(aside, "kept"), this.#path));
    attempt(() => rmdirSync(aside));
  }

  /** The platform's own code: Node says EACCES where there is no directory (`unix.listen.no-directory`). */
  unaltered(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
    if (error.code !== "EACCES") return error;
    try {
      statSync(dirname(this.#path));
      return error;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      return code === "ENOENT" ? Object.assign(new Error(error.message), { code, syscall: error.syscall }) : error;
    }
  }
}

function entryAt(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch {
    return null;
  }
}

function attempt(act: Task): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
