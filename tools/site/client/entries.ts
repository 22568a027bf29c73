import { textOf } from "./elements.js";

/** What can be found on the page: a requirement, the definition of a term, a type, or a section. */
export interface Entry {
  readonly kind: "requirement" | "term" | "type" | "section";
  /** The id of the element, which is its anchor. */
  readonly id: string;
  /** What it is called: a requirement's id, a term, a name, a title. */
  readonly name: string;
  /** What it says: a sentence, a definition. */
  readonly text: string;
  /** Why it says so. */
  readonly intent: string;
}

let kept: readonly Entry[] | null = null;

/** All that can be found, in the order of the page; read from the page when it is first asked for. */
export function entries(): readonly Entry[] {
  return kept ??= [...document.querySelectorAll<HTMLElement>(
    'main article.requirement[id], main [id^="term-"], main [id^="type-"], main section[id] > :is(h2, h3, h4)',
  )].map(entryOf);
}

/** The entry of a requirement. */
export function requirementEntry(article: Element): Entry {
  return {
    kind: "requirement", id: article.id, name: article.id, text: textOf(article.querySelector(".sentence")),
    intent: textOf(article.querySelector(".intent")).replace(/^Intent /, ""),
  };
}

function entryOf(found: HTMLElement): Entry {
  if (found.tagName === "ARTICLE") return requirementEntry(found);
  if (found.id.startsWith("term-")) {
    const text = textOf(found.closest("dt")?.nextElementSibling ?? null);
    return { kind: "term", id: found.id, name: textOf(found), text, intent: "" };
  }
  if (found.id.startsWith("type-")) {
    return { kind: "type", id: found.id, name: found.id.slice("type-".length), text: "", intent: "" };
  }
  const title = [...found.childNodes].filter((node) => !(node instanceof Element && node.matches("a.self")));
  const name = title.map(textOf).filter((text) => text !== "").join(" ");
  return { kind: "section", id: found.parentElement?.id ?? "", name, text: "", intent: "" };
}
