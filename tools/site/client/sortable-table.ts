import { element } from "./elements.js";

type Order = "ascending" | "descending" | "none";

const next: Readonly<Record<Order, Order>> = { none: "ascending", ascending: "descending", descending: "none" };

/**
 * Makes each heading with `data-sort` a button that sorts the rows of each body: up, down, and as they were at first.
 * The heading of a body stays first.
 */
export function sortableHeadings(
  table: HTMLTableElement, isHeading: (row: HTMLTableRowElement) => boolean,
  valueOf: (cell: HTMLTableCellElement | undefined) => string,
): void {
  const bodies = [...table.tBodies].map((body) => ({ body, rows: [...body.rows] }));
  const headings = [...table.tHead?.rows[0]?.cells ?? []].filter((cell) => cell.dataset["sort"] !== undefined);
  for (const heading of headings) {
    const button = element("button", { type: "button", class: "sort" }, ...heading.childNodes);
    heading.append(button);
    heading.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const order = next[orderOf(heading)];
      for (const each of headings) each.setAttribute("aria-sort", each === heading ? order : "none");
      const compare = heading.dataset["sort"] === "number" ? byNumber : inOrder<string>;
      const sign = order === "descending" ? -1 : 1;
      for (const { body, rows } of bodies) {
        const data = rows.filter((row) => !isHeading(row));
        const sorted = order === "none" ? data : data.toSorted((one, other) =>
          sign * compare(valueOf(one.cells[heading.cellIndex]), valueOf(other.cells[heading.cellIndex])));
        body.append(...rows.filter(isHeading), ...sorted);
      }
    });
  }
}

function orderOf(heading: Element): Order {
  const order = heading.getAttribute("aria-sort");
  return order === "ascending" || order === "descending" ? order : "none";
}

function inOrder<T extends string | number>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** By the number that a text begins with; a text without one comes first. */
function byNumber(one: string, other: string): number {
  return inOrder(numberIn(one), numberIn(other));
}

function numberIn(text: string): number {
  const number = Number.parseFloat(text.replaceAll(/[\s,]/g, ""));
  return Number.isNaN(number) ? -Infinity : number;
}
