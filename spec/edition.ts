// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.

/** The text of the standard that is in these files. */
export const edition = {
  version: "0.1.0",
  /** Whether the version is still in preparation. */
  draft: true,
  /** The day on which what the requirements say last changed. */
  date: "2026-11-25",
  /** Of what each requirement says, and of whom: the digest that reports give, too. */
  sha256: "da339b06fb04261abf8a1d281cc8b69a1cea361bd349166560b685e3be3abf92",
} as const;
