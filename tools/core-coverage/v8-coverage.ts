import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How often a part of a script was executed, as V8 tells it: the same that c8 reads. */
interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

interface Script {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
}

/** A part of a text, from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What each process that wrote its coverage to a directory (NODE_V8_COVERAGE) says of these scripts, by their URL. */
export function scriptsIn(directory: string, urls: ReadonlySet<string>): ReadonlyMap<string, readonly Script[]> {
  const found = new Map<string, Script[]>([...urls].map((url) => [url, []]));
  for (const name of readdirSync(directory).filter((each) => each.endsWith(".json"))) {
    const written = JSON.parse(readFileSync(join(directory, name), "utf8")) as { readonly result: readonly Script[] };
    for (const script of written.result) found.get(script.url)?.push(script);
  }
  return found;
}

/** The parts of a text of this length that no process executed: all of it, where none has loaded it. */
export function unexecuted(scripts: readonly Script[], length: number): readonly Span[] {
  const executed = new Uint8Array(length);
  for (const { functions } of scripts) {
    const own = new Uint8Array(length);
    // Of nested ranges the inner come later, and are more exact.
    for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
      own.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    }
    for (let at = 0; at < length; at++) if (own[at] === 1) executed[at] = 1;
  }
  const spans: Span[] = [];
  let start = executed.indexOf(0);
  while (start !== -1) {
    const next = executed.indexOf(1, start);
    const end = next === -1 ? length : next;
    spans.push({ start, end });
    start = next === -1 ? -1 : executed.indexOf(0, end);
  }
  return spans;
}
