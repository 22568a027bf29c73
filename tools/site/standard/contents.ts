import { escapeMarkup } from "../../../conformance/report/escape-markup.js";

/** A part of the page in its table of contents. */
export interface Part {
  readonly anchor: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

interface Heading {
  readonly anchor: string;
  readonly title: string;
  readonly depth: number;
}

/** The parts that a list of headings makes, of which each is under the last one before it of a lower level. */
export function partsOf(headings: readonly Heading[]): readonly Part[] {
  const [first, ...rest] = headings;
  if (first === undefined) return [];
  const next = rest.findIndex(({ depth }) => depth <= first.depth);
  const inside = next === -1 ? rest : rest.slice(0, next);
  const behind = next === -1 ? [] : rest.slice(next);
  return [{ anchor: first.anchor, title: first.title, parts: partsOf(inside) }, ...partsOf(behind)];
}

/** The table of contents; markup. */
export function contents(chapters: readonly Part[], appendices: readonly Part[]): string {
  return [
    '<nav id="contents" aria-label="Contents">',
    "<h2>Contents</h2>",
    `<ul class="chapters">${chapters.map(chapter).join("\n")}</ul>`,
    `<ul class="chapters appendices">${appendices.map(chapter).join("\n")}</ul>`,
    "</nav>",
  ].join("\n");
}

/** The title leads to the chapter; what opens the list of its sections stands beside it. */
function chapter(part: Part): string {
  if (part.parts.length === 0) return `<li>${link(part)}</li>`;
  const label = `<span class="unseen">Sections of ${escapeMarkup(part.title)}</span>`;
  return `<li>${link(part)}<details><summary>${label}</summary>${list(part.parts)}</details></li>`;
}

function list(parts: readonly Part[]): string {
  const items = parts.map((part) => `<li>${link(part)}${part.parts.length === 0 ? "" : list(part.parts)}</li>`);
  return `<ul>${items.join("")}</ul>`;
}

function link({ anchor, title }: Part): string {
  return `<a href="#${anchor}">${escapeMarkup(title)}</a>`;
}
