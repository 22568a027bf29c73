import type { Level, RequirementProfile, RequirementTest } from "../../spec/requirement.js";
import type { InlineText } from "./inline.js";

/** A place in a chapter: its file name in `spec/`, and the line, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What a lint or the parser found wrong. */
export interface Problem extends Place {
  readonly code: string;
  readonly message: string;
}

/** Where in a chapter a piece of prose stands. */
export type ProseKind = "sentence" | "intent" | "prior" | "note" | "quote" | "heading" | "step" | "text";

/** A run of prose: one paragraph, heading, list item's paragraph or table cell. */
export interface Prose extends Place {
  readonly kind: ProseKind;
  readonly inline: InlineText;
}

export interface Heading extends Place {
  readonly depth: number;
  readonly title: string;
  /** The explicit `{#anchor}`, or null if there is none. */
  readonly anchor: string | null;
}

/** A requirement as its chapter states it; `intent` is null when it is missing. */
export interface RequirementBlock extends Place {
  readonly id: string;
  readonly level: Level;
  readonly profile: RequirementProfile;
  readonly binding: "typescript" | null;
  readonly since: string | null;
  readonly test: RequirementTest;
  readonly sentence: Prose;
  readonly intent: string | null;
  readonly prior: string | null;
}

/** A term defined by a list item such as `- **deadline**: when a timed call is due.` */
export interface Term extends Place {
  readonly name: string;
}

export interface Fence extends Place {
  readonly language: string;
  /** The words after the language, e.g. `interface`. */
  readonly words: readonly string[];
  readonly content: string;
}

export interface Link extends Place {
  readonly href: string;
}

export interface Figure extends Place {
  /** Empty when the figure has none. */
  readonly alternative: string;
}

/** One chapter, parsed. */
export interface Chapter {
  /** The file's name in `spec/`, e.g. `04-timed-calls.md`. */
  readonly file: string;
  /** Its text. */
  readonly source: string;
  readonly headings: readonly Heading[];
  readonly requirements: readonly RequirementBlock[];
  readonly prose: readonly Prose[];
  readonly terms: readonly Term[];
  readonly fences: readonly Fence[];
  readonly links: readonly Link[];
  readonly figures: readonly Figure[];
  /** What the parser could not make sense of. */
  readonly problems: readonly Problem[];
}
