import { escapeMarkup } from "../../../conformance/report/escape-markup.js";

/** What a cell has beside its content. */
export interface CellFacts {
  readonly classes?: string;
  /** The name of its column, shown where columns are too narrow to stand side by side. */
  readonly label?: string;
  /** What it is filtered and sorted by, where that is not its text: see `tools/site/client/filterable-table.ts`. */
  readonly value?: string | number;
}

/** A cell of a table; its content is markup. */
export function cell(content: string, { classes, label, value }: CellFacts = {}): string {
  const facts = [["class", classes], ["data-label", label], ["data-value", value]] as const;
  const written = facts.flatMap(([name, fact]) =>
    fact === undefined ? [] : [` ${name}="${escapeMarkup(String(fact))}"`]);
  return `<td${written.join("")}>${content}</td>`;
}

/** The row of a requirement, whose id leads to it in the standard. The row is a place to link to. */
export function requirementRow(id: string, cells: readonly string[]): string {
  const name = id.replaceAll(".", ".<wbr>");
  return `<tr id="${id}"><th scope="row"><a href="spec.html#${id}">${name}</a></th>${cells.join("")}</tr>`;
}

/** Rows that belong together, under a title. */
export function part(title: string, columns: number, rows: readonly string[]): string {
  const head = `<th scope="rowgroup" colspan="${columns}">${escapeMarkup(title)}</th>`;
  return `<tbody><tr class="part">${head}</tr>\n${rows.join("\n")}\n</tbody>`;
}

/** A caption that does not get wider than the window, though the table may. */
export function caption(text: string): string {
  return `<caption><span>${escapeMarkup(text)}</span></caption>`;
}

/** A wide part in a box that scrolls sideways, also by the keyboard; `name` is what it is called. */
export function scrolling(name: string, markup: string): string {
  return `<div data-scrolls role="region" aria-label="${escapeMarkup(name)}" tabindex="0">\n${markup}\n</div>`;
}
