import { printable } from "./printable.js";
import type { Report } from "./report.js";

/** A requirement that failed as it is known to. */
export interface Deviation {
  readonly id: string;
  readonly level: "must" | "should" | "may";
  readonly reason: string;
  /** Where that can be read; only addresses of the web are links. */
  readonly link: string | null;
}

/** The known deviations that occurred, with the reasons that the expectation file gives. */
export function deviationsOf({ result }: Report): readonly Deviation[] {
  return result.requirements.filter(({ verdict }) => verdict === "deviation").map(({ id, level }) => {
    const expected = result.terms.expectations.find((each) => each.requirement === id);
    const link = expected?.link ?? null;
    return {
      id: printable(id), level, reason: printable(expected?.reason ?? "no reason given"),
      link: link === null ? null : printable(link),
    };
  });
}
