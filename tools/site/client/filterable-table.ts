// The contract of `table[data-filterable]`, for every page of the site. Without the script it is a table with all its rows.
//
//   <table id="requirements" data-filterable="requirements"> what a row is, in the plural, for the count; `id`, where it
//                                   is there, keeps the filters in the address: ?requirements.q=WORDS&requirements.KEY=VALUE
//   <thead><tr>
//     <th scope="col" data-sort="text">     the heading becomes a button that sorts: text (ids, words) or number
//     <th scope="col" data-filter="KEY">    gets a choice among the values that stand in the column; both may stand together
//   <tbody>                         one or more; each is sorted by itself. A row whose only cell is a th is the heading of
//                                   its tbody: it stays first, and goes when no other row of its tbody is left
//     <td data-value="broken kept">  what a cell is filtered and sorted by, where that is not its text; of several
//                                   words each is a value of its own. A th[scope=row] is a cell, too
//
// What the words of a filter have to be in is the text of the row, or its `data-text` where that is there. Every row of the
// body has a cell for each column of the head, in its order (no colspan, but in headings of a tbody). A page links to a
// filtered view: coverage.html?requirements.state=hole.
import { element, textOf } from "./elements.js";
import { sortableHeadings } from "./sortable-table.js";

/** A column that rows are filtered by. */
interface Column {
  readonly index: number;
  readonly key: string;
  readonly choice: HTMLSelectElement;
}

/** Gives each table that asks for it a form with filters, and headings that sort. */
export function makeTablesFilterable(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-filterable]")) filterable(table);
}

function filterable(table: HTMLTableElement): void {
  const what = table.dataset["filterable"] || "rows";
  const rows = [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !isHeading(row)));
  const texts = new Map(rows.map((row) => [row, (row.dataset["text"] ?? textOf(row)).toLowerCase()]));
  const columns = [...table.tHead?.rows[0]?.cells ?? []].flatMap((heading) => {
    const key = heading.dataset["filter"];
    return key === undefined ? [] : [{ index: heading.cellIndex, key, choice: choiceOf(heading, rows) }];
  });
  const words = element("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false" });
  const count = element("p", { role: "status", class: "count" });
  const form = element("form", { class: "table-filters", role: "search", "aria-label": `Filter the ${what}` },
    element("label", {}, "Words ", words),
    ...columns.map(({ choice }) => element("label", {}, `${choice.name} `, choice)),
    element("button", { type: "reset" }, "Clear"), count);

  const show = (): void => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const chosen = columns.filter(({ choice }) => choice.value !== "");
    let left = 0;
    for (const row of rows) {
      const text = texts.get(row) ?? "";
      const stays = wanted.every((word) => text.includes(word))
        && chosen.every(({ index, choice }) => valuesOf(row.cells[index]).includes(choice.value));
      row.hidden = !stays;
      if (stays) left += 1;
    }
    for (const body of table.tBodies) body.hidden = ![...body.rows].some((row) => !isHeading(row) && !row.hidden);
    count.textContent = left === rows.length ? `All ${left} ${what}.` : `${left} of ${rows.length} ${what}.`;
  };

  const address = new Address(table.id, words, columns);
  address.read();
  form.addEventListener("input", () => {
    show();
    address.write();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    show();
    address.write();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => {
    address.read();
    show();
  });
  // A wide table scrolls in a box of its own: the form stands before the box, and stays in sight.
  const box = table.parentElement?.matches("[data-scrolls]") === true ? table.parentElement : table;
  box.before(form);
  sortableHeadings(table, isHeading, valueOf);
  show();
}

function isHeading(row: HTMLTableRowElement): boolean {
  return row.cells.length === 1 && row.cells[0]?.tagName === "TH";
}

function valueOf(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset["value"] ?? textOf(cell ?? null);
}

function valuesOf(cell: HTMLTableCellElement | undefined): readonly string[] {
  return cell?.dataset["value"]?.split(" ") ?? [textOf(cell ?? null)];
}

/** A choice among the values that stand in a column, each with the number of its rows. */
function choiceOf(heading: HTMLTableCellElement, rows: readonly HTMLTableRowElement[]): HTMLSelectElement {
  const numbers = new Map<string, number>();
  for (const value of rows.flatMap((row) => valuesOf(row.cells[heading.cellIndex]))) {
    if (value !== "") numbers.set(value, (numbers.get(value) ?? 0) + 1);
  }
  const values = [...numbers.keys()].sort((one, other) => (one < other ? -1 : 1));
  return element("select", { name: textOf(heading) }, element("option", { value: "" }, "any"),
    ...values.map((value) => element("option", { value }, `${value} (${numbers.get(value) ?? 0})`)));
}

/** The filters of a table in the address of the page, so that a view can be shared. */
class Address {
  readonly #table: string;
  readonly #fields: ReadonlyMap<string, HTMLInputElement | HTMLSelectElement>;

  constructor(table: string, words: HTMLInputElement, columns: readonly Column[]) {
    this.#table = table;
    this.#fields = new Map<string, HTMLInputElement | HTMLSelectElement>([
      [`${table}.q`, words], ...columns.map(({ key, choice }) => [`${table}.${key}`, choice] as const),
    ]);
  }

  read(): void {
    if (this.#table === "") return;
    const query = new URLSearchParams(location.search);
    for (const [key, field] of this.#fields) field.value = query.get(key) ?? "";
    // A value that does not stand in the column is no filter.
    for (const field of this.#fields.values()) if (field.value === "") field.value = "";
  }

  write(): void {
    if (this.#table === "") return;
    const query = new URLSearchParams(location.search);
    for (const [key, field] of this.#fields) {
      if (field.value === "") query.delete(key);
      else query.set(key, field.value);
    }
    const search = query.size === 0 ? "" : `?${query}`;
    history.replaceState(null, "", `${location.pathname}${search}${location.hash}`);
  }
}
