import type { Chapter } from "../../spec/model.js";
import { notSpecified } from "./places.js";

/**
 * The style by which a browser lays out only what is near the window, and reserves for each other section the room that
 * it will take, so that the page opens at once and its scroll bar stays true. The room is reckoned from the lines and
 * the requirements that the section has in its chapter; the factors were measured at 1280 and at 390 pixels.
 */
export function sectionSizes(chapters: readonly Chapter[]): string {
  return `
${section} {
  content-visibility: auto; margin-inline: -.75rem; padding-inline: .75rem; --lines: 20; --rules: 0;
  contain-intrinsic-block-size: auto calc(1.54rem * var(--lines) + 8.2rem * var(--rules));
}
@media (max-width: 44rem) {
  ${section} {
    contain-intrinsic-block-size: auto calc(2.19rem * var(--lines) + 17.3rem * var(--rules));
  }
}
@media print { ${section} { content-visibility: visible; } }
${chapters.flatMap(rules).join("\n")}
`;
}

/** A section of a chapter: the lists behind the chapters are short, or do not go by lines. */
const section = `.chapter:where(:not(.appendix, #${notSpecified})) > section`;

function rules({ source, headings, requirements }: Chapter): readonly string[] {
  const sections = headings.filter(({ depth }) => depth === 2);
  const last = source.split("\n").length;
  return sections.map(({ anchor, line }, index) => {
    const end = sections[index + 1]?.line ?? last;
    const own = requirements.filter((requirement) => requirement.line > line && requirement.line < end);
    return `#${anchor} { --lines: ${end - line}; --rules: ${own.length}; }`;
  });
}
