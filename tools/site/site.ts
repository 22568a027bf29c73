import type { Spec } from "../spec/spec.js";

/** What the pages are made of. */
export interface Source {
  readonly spec: Spec;
  /** The day of the build, as `YYYY-MM-DD`: of `SOURCE_DATE_EPOCH` if that is set, so that a build can be repeated. */
  readonly date: string;
}

/** One file of the site, by its name in the site's directory. */
export interface Page {
  readonly name: string;
  readonly content: string;
}

/** The pages that readers turn to, in the order of the bar at the top of each. */
export const bar = [
  { name: "spec.html", title: "Standard" },
  { name: "coverage.html", title: "Coverage" },
  { name: "matrix.html", title: "Reactors" },
  { name: "redline.html", title: "Changes" },
] as const;

/** The last second of the year 9999: a day after it is written otherwise. */
const last = 253_402_300_799;

/**
 * The day of a build.
 * @throws RangeError if `epoch`, the value of `SOURCE_DATE_EPOCH`, is set and is no number of seconds.
 */
export function dateOf(epoch: string | undefined): string {
  if (epoch === undefined || epoch === "") return new Date().toISOString().slice(0, 10);
  if (!/^\d{1,12}$/.test(epoch) || Number(epoch) > last) {
    throw new RangeError(`SOURCE_DATE_EPOCH is no number of seconds: ${epoch}`);
  }
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}
