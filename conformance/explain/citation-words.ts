import type { Cited, Edition } from "./cited.js";

export const standardTitle = "The Reactor Standard";

/** Who the standard is by. */
export const editors = "The Reactor Standard's editors";

/** The names of a citation's data: the key that it is filed under, and the title. */
export interface CitationNames {
  readonly key: string;
  readonly title: string;
}

export function parts({ requirement }: Cited): CitationNames {
  if (requirement === null) return { key: "reactor-standard", title: standardTitle };
  const { id, level } = requirement;
  return { key: `reactor-standard:${id}`, title: `${standardTitle}, requirement ${id} (${level.toUpperCase()})` };
}

/** The version and its day, such as `version 0.1.0, draft of 25 November 2026`. */
export function editionInWords({ version, draft, date }: Edition): string {
  return `version ${version}, ${draft ? "draft of " : ""}${dayInWords(date)}`;
}

const months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
];

/** A day that is given as `YYYY-MM-DD`, such as `25 November 2026`. */
export function dayInWords(date: string): string {
  const { year, month, day } = dayOf(date);
  return `${day} ${months[month - 1] ?? ""} ${year}`;
}

/** The numbers of a day that is given as `YYYY-MM-DD`. */
export function dayOf(date: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}
