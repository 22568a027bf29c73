import type { Level, RequirementProfile, RequirementTest } from "../../spec/requirement.js";
import type { InlineText } from "./inline.js";
import type { LintCode } from "./lint-codes.js";

/** A place in a chapter or document: its path from `spec/`, and the line, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What a lint or the parser found wrong. */
export interface Problem extends Place {
  readonly code: LintCode | "example";
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
  /** What stands after the language as `name=value` or `name="some words"`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: string;
}

export interface Link extends Place {
  readonly href: string;
}

export interface Figure extends Place {
  /** Empty when the figure has none. */
  readonly alternative: string;
  /** Where an image is; null for a drawing that stands in the text itself. */
  readonly source: string | null;
}

export interface Table extends Place {
  /** What stands at the head of each column. */
  readonly head: readonly string[];
}

/** A definition such as `[name]: https://example.org`, which makes links of `[name]` everywhere in the text. */
export interface LinkDefinition extends Place {
  readonly name: string;
}

/** A piece of HTML, such as a comment. */
export interface Html extends Place {
  readonly content: string;
}

/** One chapter, or another document, parsed. */
export interface Chapter {
  /** The file's path from `spec/`, e.g. `04-timed-calls.md`, or `../README.md`. */
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
  readonly tables: readonly Table[];
  readonly html: readonly Html[];
  readonly definitions: readonly LinkDefinition[];
  /** What the parser could not make sense of. */
  readonly problems: readonly Problem[];
}
