import { isExternal } from "../../spec/inline.js";
import type { Heading } from "../../spec/model.js";
import { findTerm, isId } from "../../spec/references.js";
import { allRequirements, type Spec } from "../../spec/spec.js";

/** Where a link of a chapter leads to from the page: to an address, or nowhere, if it names a file outside the site. */
export type Destination =
  | { readonly kind: "address"; readonly href: string }
  | { readonly kind: "file"; readonly path: string };

/** The anchor of the appendix that lists what the standard leaves open. */
export const notSpecified = "not-specified";

/** The files of `spec/` that are no chapters and are on a page of the site all the same. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["CHANGES.md", "redline.html"],
  ["not-specified.md", `#${notSpecified}`],
]);

/** The anchor of a term's definition. */
export function termAnchor(name: string): string {
  return `term-${slug(name)}`;
}

/** The anchor of a type's first declaration. */
export function typeAnchor(name: string): string {
  return `type-${name}`;
}

export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** The title of a chapter, which is its first heading. */
export function titleOf({ headings }: { readonly headings: readonly Heading[] }): string {
  return headings[0]?.title ?? "";
}

/** The anchor of a chapter. */
export function anchorOf({ headings }: { readonly headings: readonly Heading[] }): string {
  return headings[0]?.anchor ?? "";
}

/** All that a link on the page can lead to. */
export class Places {
  /** The ids of all requirements. */
  readonly ids: ReadonlySet<string>;
  /** The names of the types that interface blocks declare, each with the place of its first declaration. */
  readonly types: ReadonlyMap<string, string>;
  readonly #terms: ReadonlyMap<string, string>;
  readonly #chapters: ReadonlyMap<string, string>;

  constructor(spec: Spec) {
    this.ids = new Set(allRequirements(spec).map(({ id }) => id));
    this.types = new Map(spec.chapters.flatMap(({ fences }) => fences)
      .filter(({ words }) => words[0] === "interface")
      .flatMap(({ file, line, content }) => declaredTypes(content).map((name) => [name, `${file}:${line}`] as const))
      .reverse());
    this.#terms = new Map(spec.chapters.flatMap(({ terms }) =>
      terms.map(({ name }) => [name.toLowerCase(), name] as const)));
    this.#chapters = new Map(spec.chapters.map((chapter) => [chapter.file, anchorOf(chapter)]));
  }

  /** Where `[target]` leads to, or null if it is no link. */
  shortcut(target: string): string | null {
    if (isId(target)) return this.ids.has(target) ? `#${target}` : null;
    const term = findTerm(this.#terms, target);
    return term === null ? null : `#${termAnchor(term)}`;
  }

  /** Where a link in a file of `spec/` leads to. */
  destination(href: string): Destination {
    if (isExternal(href) || href.startsWith("#")) return { kind: "address", href };
    const [target = "", fragment] = decodeURI(href).split("#");
    const chapter = this.#chapters.get(target);
    if (chapter !== undefined) return { kind: "address", href: `#${fragment ?? chapter}` };
    const other = elsewhere.get(target);
    if (other !== undefined) return { kind: "address", href: other };
    return { kind: "file", path: new URL(target, "file:///spec/").pathname.slice(1) };
  }
}

/** The names that a piece of TypeScript exports. */
export function declaredTypes(source: string): readonly string[] {
  return [...source.matchAll(/^export (?:interface|type|class|const|function) (\w+)/gm)].map(([, name = ""]) => name);
}
