import { createHash } from "node:crypto";
import { edition } from "../../spec/edition.js";
import type { Requirement } from "../../spec/requirement.js";
import { dateOf } from "./source-date.js";
import type { Spec } from "./spec.js";

/** Which text of the standard the chapters are. */
export interface Edition {
  readonly version: string;
  readonly draft: boolean;
  /** As `YYYY-MM-DD`. */
  readonly date: string;
  readonly sha256: string;
}

/** The day stays until what the requirements say changes, or the version; then it is that of the build. */
export function editionOf(
  { version, published }: Pick<Spec, "version" | "published">, requirements: readonly Requirement[],
): Edition {
  const sha256 = digestOf(requirements);
  const same = sha256 === edition.sha256 && version === edition.version;
  return {
    version,
    draft: !published.some((each) => each.version === version),
    date: same ? edition.date : dateOf(process.env["SOURCE_DATE_EPOCH"]),
    sha256,
  };
}

/** The digest of what each requirement says, and of whom, in hexadecimal. */
function digestOf(requirements: readonly Requirement[]): string {
  const said = requirements.map(({ id, level, profile, binding, text, test }) =>
    ({ id, level, profile, binding, text, test }));
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

/** `spec/edition.ts`. */
export function editionModule({ version, draft, date, sha256 }: Edition): string {
  return `// Extracted from the chapters in spec/ by \`npm run extract\`. Do not edit.

/** The text of the standard that is in these files. */
export const edition = {
  version: ${JSON.stringify(version)},
  /** Whether the version is still in preparation. */
  draft: ${draft},
  /** The day on which what the requirements say last changed. */
  date: ${JSON.stringify(date)},
  /** Of what each requirement says, and of whom: the digest that reports give, too. */
  sha256: ${JSON.stringify(sha256)},
} as const;
`;
}
