import { isExternal } from "../inline.js";
import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** A relative link leads to a file, and a fragment to a heading's anchor or a requirement of a chapter. */
export function deadLink({ chapters, exists }: Spec): readonly Problem[] {
  const anchors = new Map(chapters.map(({ file, headings, requirements }) =>
    [file, new Set([...headings.map(({ anchor }) => anchor), ...requirements.map(({ id }) => id)])]));
  return chapters.flatMap(({ links }) => links).filter(({ href }) => !isExternal(href)).filter(({ file, href }) => {
    const [path = "", fragment] = decodeURI(href).split("#");
    const target = anchors.get(path === "" ? file : path);
    if (target === undefined) return !exists(path);
    return fragment !== undefined && !target.has(fragment);
  }).map(({ file, line, href }) => ({ file, line, code: "dead-link", message: `${href} leads nowhere` }));
}
