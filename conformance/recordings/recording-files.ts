import { readFileSync } from "node:fs";
import type { Recording, Recordings } from "./recording.js";

/** Where the recordings are: one file a chapter, named as the chapter is. */
export const recordingsFolder = new URL("../../../conformance/recordings/", import.meta.url);

export function recordingsFile(chapter: string): URL {
  return new URL(chapter.replace(/\.md$/, ".json"), recordingsFolder);
}

/** The recordings as the text of a file: one line a scenario. */
export function formatRecordings({ recordings, ...head }: Recordings): string {
  const lines = recordings.map((recording) => JSON.stringify(recording)).join(",\n");
  return `${JSON.stringify(head).slice(0, -1)},"recordings":[\n${lines}\n]}\n`;
}

/**
 * The recordings of a chapter.
 * @throws Error if there are none.
 */
export function readRecordings(chapter: string): Recordings {
  return JSON.parse(readFileSync(recordingsFile(chapter), "utf8")) as Recordings;
}

/** A run again, where several threads ran side by side: the one recorded before, if only their order is another. */
export function settledOn(former: Recording | undefined, now: Recording): Recording {
  if (former === undefined || former.digest !== now.digest) return now;
  return contents(former) === contents(now) ? former : now;
}

function contents({ lanes, rows, forbidden = [] }: Recording): string {
  return JSON.stringify([lanes, rows.map((row) => JSON.stringify(row)).sort(), forbidden.map(({ text }) => text)]);
}
