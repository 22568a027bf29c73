import { readFileSync } from "node:fs";
import { shimmedGrounds, type ShimmedGround } from "./suite-options.js";

/** A file that is known to fail, and why. */
export interface KnownFailure {
  readonly name: string;
  readonly on: readonly ShimmedGround[];
  readonly cause: string;
}

/** What came of one file on one ground. */
export interface Judged {
  readonly name: string;
  readonly on: ShimmedGround;
  readonly passed: boolean;
}

/** @throws Error if an entry is not whole: one without a cause says nothing. */
export function readKnown(path: string): readonly KnownFailure[] {
  const listed = JSON.parse(readFileSync(path, "utf8")) as readonly KnownFailure[];
  const seen = new Set<string>();
  for (const { name, on, cause } of listed) {
    if (cause.trim() === "") throw new Error(`${path}: an entry without a cause: ${name}`);
    if (on.length === 0) throw new Error(`${path}: an entry that is on nothing: ${name}`);
    for (const ground of on) {
      if (!shimmedGrounds.includes(ground)) throw new Error(`${path}: ${name} is on ${String(ground)}`);
      if (seen.has(`${ground} ${name}`)) throw new Error(`${path}: ${name} is there twice on ${ground}`);
      seen.add(`${ground} ${name}`);
    }
  }
  return listed;
}

/** The cause that is listed. */
export function causeOf(known: readonly KnownFailure[], { name, on }: Pick<Judged, "name" | "on">): string | null {
  return known.find((each) => each.name === name && each.on.includes(on))?.cause ?? null;
}

/** What is wrong with the list, a line each: a failure that it does not name, and a file that it names and passes. */
export function listProblems(known: readonly KnownFailure[], judged: readonly Judged[]): readonly string[] {
  return judged.flatMap((each) => {
    const isKnown = causeOf(known, each) !== null;
    if (!each.passed && !isKnown) return [`fails on ${each.on}, and is not listed: ${each.name}`];
    return each.passed && isKnown ? [`listed, and passes on ${each.on}: ${each.name}`] : [];
  });
}
