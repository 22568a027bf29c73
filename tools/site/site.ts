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
