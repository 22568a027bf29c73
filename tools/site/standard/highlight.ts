import { createRequire } from "node:module";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { declaredTypes, typeAnchor, type Places } from "./places.js";

/** The part of highlight.js that is used. */
interface Highlighter {
  registerLanguage(name: string, language: unknown): void;
  getLanguage(name: string): unknown;
  highlight(code: string, options: { readonly language: string }): { readonly value: string };
}

// Its own types would bring those of browsers into the whole package.
const require = createRequire(import.meta.url);
const hljs = require("highlight.js/lib/core") as Highlighter;
for (const [name, language] of [["json", "json"], ["python", "python"], ["ts", "typescript"]] as const) {
  hljs.registerLanguage(name, require(`highlight.js/lib/languages/${language}`));
}

/** A piece of code with its parts marked, as markup. A language that is not known is left as it is. */
export function highlight(code: string, language: string): string {
  if (hljs.getLanguage(language) === undefined) return escapeMarkup(code);
  return hljs.highlight(code, { language }).value
    .replaceAll(/<span class="hljs-comment">\/\/ →/g, '<span class="hljs-comment output">// →');
}

/** How the types of a piece of code are marked: those that it declares bear an anchor, and the others lead there. */
export interface TypeMarks {
  readonly places: Places;
  /** The place of the code, as `Places.types` has it; null if no declaration in it is the first. */
  readonly at: string | null;
}

/** A piece of TypeScript in which types lead to their declarations, and the ids in comments to the requirements. */
export function highlightTypes(code: string, { places, at }: TypeMarks): string {
  const first = new Set(declaredTypes(code).filter((name) => places.types.get(name) === at));
  return highlight(code, "ts")
    .replaceAll(/<span class="hljs-title class_">(\w+)<\/span>/g, (whole, name: string) => {
      if (!places.types.has(name)) return whole;
      if (!first.delete(name)) return `<a class="hljs-title" href="#${typeAnchor(name)}">${name}</a>`;
      return `<span class="hljs-title" id="${typeAnchor(name)}">${name}</span>`;
    })
    .replaceAll(/`([a-z0-9.-]+)`/g, (whole, id: string) =>
      (places.ids.has(id) ? `\`<a href="#${id}">${id}</a>\`` : whole));
}
