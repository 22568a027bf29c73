import { LineBuffer, TOO_LONG } from "./line-buffer.js";
import { bytesOf, joined, textOf } from "./text.js";

const NEWLINE = bytesOf("\n");
const LONGEST = 64 * 1024;

/** What a client of HTTP/1.0 sends. @throws RangeError if a path like this cannot be asked for. */
export function requestFor(path: string): Uint8Array {
  if (!/^\/[!-~]*$/.test(path)) throw new RangeError(`no path of a page: ${path}`);
  return bytesOf(`GET ${path} HTTP/1.0\r\n\r\n`);
}

/** Takes the response apart: the lines of the page, each with its newline, as they come. */
export class PageLines {
  readonly #lines = new LineBuffer(NEWLINE, LONGEST);
  #status = "";
  #inPage = false;

  /** @throws Error if the page is refused, or a line of it is too long. */
  *push(data: Uint8Array): Generator<Uint8Array, void, undefined> {
    this.#lines.push(data);
    for (let line = this.#lines.next(); line !== null; line = this.#lines.next()) {
      if (line === TOO_LONG) throw new Error("a line is too long");
      if (this.#inPage) yield joined([line, NEWLINE]);
      else this.#head(textOf(line).replace(/\r$/, ""));
    }
  }

  /** The last line, if it has no newline. @throws Error if the response is no whole one. */
  *end(): Generator<Uint8Array, void, undefined> {
    if (!this.#inPage) throw new Error("the response ended in its head");
    if (this.#lines.rest.length > 0) yield this.#lines.rest;
  }

  #head(line: string): void {
    if (this.#status === "") {
      this.#status = line;
      if (!/^HTTP\/1\.[01] 200 /.test(line)) throw new Error(`the page is refused: ${line}`);
    }
    this.#inPage = line === "";
  }
}
