import { posix } from "node:path";
import { isExternal } from "../inline.js";
import type { Chapter, Place, Problem } from "../model.js";
import { allTexts, type Spec } from "../spec.js";

/** A relative link leads to a file, and its fragment to a heading or a requirement there, also in the documents. */
export function deadLink(spec: Spec): readonly Problem[] {
  const anchors = new Map(allTexts(spec).map((each) => [each.file, anchorsOf(each)]));
  const leadsNowhere = ({ file, href }: Place & { readonly href: string }): boolean => {
    const [path = "", fragment] = decodeURI(href).split("#");
    const target = path === "" ? file : posix.relative("spec", posix.join("spec", posix.dirname(file), path));
    const known = anchors.get(target);
    if (known === undefined && !spec.exists(target)) return true;
    return fragment !== undefined && known?.has(fragment) === false;
  };
  const links = allTexts(spec).flatMap(({ links: own, figures }) => [
    ...own, ...figures.flatMap(({ file, line, source }) => (source === null ? [] : [{ file, line, href: source }])),
  ]);
  return links.filter(({ href }) => !isExternal(href)).filter(leadsNowhere)
    .map(({ file, line, href }) => ({ file, line, code: "dead-link", message: `${href} leads nowhere` }));
}

/** Where a fragment can lead to: a heading by its anchor, or else by the one that forges give it. */
function anchorsOf({ headings, requirements }: Chapter): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const given = headings.map(({ anchor, title }) => {
    if (anchor !== null) return anchor;
    const slug = title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set([...given, ...requirements.map(({ id }) => id)]);
}
