import { shortcutLinks } from "../../spec/inline.js";
import type { Chapter, Prose } from "../../spec/model.js";
import { isId, termUses } from "../../spec/references.js";
import type { Spec } from "../../spec/spec.js";

/** A place of the page from which something is referred to: a requirement, or a section. */
export interface UsePlace {
  readonly anchor: string;
  readonly kind: "requirement" | "section";
  /** The requirement's id, or the title of the chapter with that of the section. */
  readonly title: string;
}

/** Where each term is used, by its name, in the order of the page. */
export function usesOfTerms(spec: Spec): ReadonlyMap<string, readonly UsePlace[]> {
  const chapters = new Map(spec.chapters.map((chapter) => [chapter.file, chapter]));
  return grouped(termUses(spec).flatMap(({ term, file, line }) => {
    const chapter = chapters.get(file);
    const place = chapter === undefined ? null : placeAt(chapter, line);
    return term === null || place === null ? [] : [[term, place] as const];
  }));
}

/** Where each requirement is referred to, by its id, in the order of the page. */
export function usesOfRequirements(spec: Spec): ReadonlyMap<string, readonly UsePlace[]> {
  return grouped(spec.chapters.flatMap((chapter) => chapter.prose.flatMap((prose) => idsIn(prose).flatMap((id) => {
    const place = placeAt(chapter, prose.line);
    return place === null || place.anchor === id ? [] : [[id, place] as const];
  }))));
}

/** Where each external address is referred to, in the order of the page. */
export function usesOfAddresses(spec: Spec): ReadonlyMap<string, readonly UsePlace[]> {
  return grouped(spec.chapters.flatMap((chapter) => chapter.links.flatMap(({ href, line }) => {
    const place = placeAt(chapter, line);
    return place === null || !/^https?:/.test(href) ? [] : [[href, place] as const];
  })));
}

function idsIn({ inline }: Prose): readonly string[] {
  return shortcutLinks(inline).map(({ target }) => target).filter(isId);
}

/** The requirement or section that a line of a chapter is of. */
function placeAt({ headings, requirements, prose }: Chapter, line: number): UsePlace | null {
  const own = prose.findLast((each) => each.line <= line);
  const requirement = requirements.findLast((each) => each.line <= line);
  const heading = headings.findLast((each) => each.line <= line);
  const inRequirement = own !== undefined && ["sentence", "intent", "prior", "note"].includes(own.kind);
  if (inRequirement && requirement !== undefined && requirement.line > (heading?.line ?? 0)) {
    return { anchor: requirement.id, kind: "requirement", title: requirement.id };
  }
  if (heading === undefined || heading.anchor === null) return null;
  const [chapter] = headings;
  const title = chapter === undefined || chapter === heading ? heading.title : `${chapter.title}: ${heading.title}`;
  return { anchor: heading.anchor, kind: "section", title: title.replaceAll("`", "") };
}

function grouped(pairs: readonly (readonly [string, UsePlace])[]): ReadonlyMap<string, readonly UsePlace[]> {
  const result = new Map<string, UsePlace[]>();
  for (const [key, place] of pairs) {
    const places = result.get(key) ?? [];
    if (!places.some(({ anchor }) => anchor === place.anchor)) places.push(place);
    result.set(key, places);
  }
  return result;
}
