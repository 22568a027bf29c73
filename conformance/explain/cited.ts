import { edition } from "../../spec/edition.js";
import type { Requirement } from "../../spec/requirement.js";
import { homepage } from "../report/kit.js";
import { permalink } from "../report/report.js";

/** Which text of the standard is cited. */
export interface Edition {
  readonly version: string;
  /** Whether the version is still in preparation, so that its date tells one text of it from another. */
  readonly draft: boolean;
  /** As `YYYY-MM-DD`. */
  readonly date: string;
}

/** What a citation is made from. */
export interface Cited {
  /** What of the standard is cited; null for the standard as a whole. */
  readonly requirement: Pick<Requirement, "id" | "level" | "text"> | null;
  readonly edition: Edition;
  readonly place: Place;
}

/** Where it can be read: on a published page, or, where there is none, in a file of the repository. */
export type Place =
  | { readonly kind: "page"; readonly url: string }
  | { readonly kind: "file"; readonly path: string };

/**
 * The present text of a requirement, or of the standard as a whole, ready to be cited. `base` is the address below
 * which the pages are published; by default it is the homepage that `package.json` names, if any.
 * @throws TypeError if `base` is no address of the web, or has a query or a fragment.
 */
export function cited(requirement: Requirement | null, base: string | null = homepage): Cited {
  return { requirement, edition, place: base === null ? fileOf(requirement) : pageOf(requirement, base) };
}

function fileOf(requirement: Requirement | null): Place {
  return { kind: "file", path: requirement === null ? "spec/" : permalink(requirement) };
}

function pageOf(requirement: Requirement | null, base: string): Place {
  if (!/^https?:\/\/[^?#]+$/i.test(base)) throw new TypeError(`no address that pages can be below: ${base}`);
  const page = new URL("spec.html", base.endsWith("/") ? base : `${base}/`);
  if (requirement !== null) page.hash = requirement.id;
  return { kind: "page", url: page.href };
}
