import { edition } from "../../spec/edition.js";
import type { Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";

/** What one version of the standard says of one requirement. */
export type VersionedRequirement = Omit<Requirement, "anchor">;

/** One version of the standard, as data. */
export interface StandardText {
  /** Such as `0.1.0-draft.1`. */
  readonly version: string;
  /** As `YYYY-MM-DD`. */
  readonly date: string;
  readonly requirements: readonly VersionedRequirement[];
}

/** The text that this kit judges by. */
export function currentText(): StandardText {
  return { version: edition.version, date: edition.date, requirements };
}
