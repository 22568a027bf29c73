// The contract of `table[data-filterable]`, on every page of the site. Without the script it is a table with all its
// rows.
//
//   <table id="requirements" data-filterable="requirements">
//     What a row is, in the plural, for the count. Where there is an `id`, the filters are kept in the address:
//     coverage.html?requirements.q=WORDS&requirements.KEY=VALUE. A page may link to such a view.
//   <thead><tr>
//     <th scope="col" data-sort="text">     The heading becomes a button that sorts, by `text` or by `number`.
//     <th scope="col" data-filter="KEY">    Gets a choice among the values of the column; one th may have both.
//   <tbody>
//     One or more; each is sorted by itself. A row whose only cell is a th is the heading of its tbody: it stays first,
//     and goes when no other row of its tbody is left.
//     <td data-value="broken kept">
//       What a cell is filtered and sorted by, where that is not its text; of several words each is a value of its own.
//       A th[scope=row] is a cell, too.
//
// The words of a filter have to be in the text of the row, or in its `data-text` where that is there. Each row of the
// body has a cell for each column of the head, in its order. A table that is wide stands in a `<div data-scrolls>`.
import { element, textOf } from "./elements.js";
import { keepQuery } from "./query.js";
import { onSlash } from "./slash-key.js";
import { sortableHeadings } from "./sortable-table.js";

/** As many columns have their choices in sight; of more, the first two do. */
const most = 4;

/** A column that rows are filtered by. */
interface Column {
  readonly index: number;
  readonly key: string;
  readonly choice: HTMLSelectElement;
}

/** Gives each table that asks for it a form with filters, and headings that sort. `/` leads to the first form. */
export function makeTablesFilterable(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-filterable]")) filterable(table);
  const field = document.querySelector<HTMLElement>(".table-filters input");
  if (field !== null) onSlash(() => field.focus());
}

function filterable(table: HTMLTableElement): void {
  const what = table.dataset["filterable"] || "rows";
  const rows = [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !isHeading(row)));
  const texts = new Map(rows.map((row) => [row, (row.dataset["text"] ?? textOf(row)).toLowerCase()]));
  const columns = [...table.tHead?.rows[0]?.cells ?? []].flatMap((heading) => {
    const key = heading.dataset["filter"];
    return key === undefined ? [] : [{ index: heading.cellIndex, key, choice: choiceOf(heading, rows) }];
  });
  const [few, rest] = columns.length <= most ? [columns, []] : [columns.slice(0, 2), columns.slice(2)];
  const more = element("details", {}, element("summary", {}, "By other columns"),
    element("div", { class: "more" }, ...rest.map(labelled)));
  const words = element("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false" });
  const count = element("p", { role: "status", class: "count" });
  const form = element("form", { class: "table-filters", role: "search", "aria-label": `Filter the ${what}` },
    element("label", {}, "Words ", words),
    ...few.map(labelled), ...rest.length === 0 ? [] : [more],
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
  more.open = rest.some(({ choice }) => choice.value !== "");
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

function labelled({ choice }: Column): HTMLLabelElement {
  return element("label", {}, `${choice.name} `, choice);
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
  readonly #fields: ReadonlyMap<string, HTMLInputElement | HTMLSelectElement>;

  constructor(table: string, words: HTMLInputElement, columns: readonly Column[]) {
    this.#fields = new Map<string, HTMLInputElement | HTMLSelectElement>(table === "" ? [] : [
      [`${table}.q`, words], ...columns.map(({ key, choice }) => [`${table}.${key}`, choice] as const),
    ]);
  }

  read(): void {
    const query = new URLSearchParams(location.search);
    for (const [key, field] of this.#fields) {
      field.value = query.get(key) ?? "";
      // A value that does not stand in the column is no filter.
      if (field.value === "") field.value = "";
    }
  }

  write(): void {
    keepQuery([...this.#fields.keys()], [...this.#fields].map(([key, field]) => [key, field.value]));
  }
}
