import { addToBar } from "./bar-tools.js";
import { element } from "./elements.js";
import { entries, type Entry } from "./entries.js";
import { excerpt, marked, ranked, wordsOf } from "./matching.js";
import { leadTo } from "./open-target.js";
import { onSlash } from "./slash-key.js";

const most = 50;
const hint = "Type part of an id, a term, or words of a rule.";

/** Puts a button into the bar, and opens the search by it or by the key `/`. */
export function addSearch(): void {
  const dialog = new SearchDialog();
  const button = element("button", { type: "button", class: "open-search", "aria-keyshortcuts": "/" },
    "Search ", element("kbd", { "aria-hidden": "true" }, "/"));
  button.addEventListener("click", () => dialog.open());
  addToBar(button, "before theme");
  onSlash(() => dialog.open());
}

/** A field with a list of what is found below it: a combobox, as the ARIA practices have it. */
class SearchDialog {
  readonly #field = element("input", {
    type: "search", id: "search-field", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list",
    "aria-controls": "search-results", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
  });
  readonly #list = element("ul", {
    id: "search-results", role: "listbox", "aria-label": "What is found", hidden: true,
  });
  readonly #status = element("p", { role: "status", class: "found" }, hint);
  readonly #dialog = element("dialog", { class: "search", "aria-label": "Search the standard" });
  #found: readonly Entry[] = [];
  #chosen = 0;

  constructor() {
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => this.#close());
    this.#dialog.append(element("div", { class: "line" },
      element("label", { for: "search-field" }, "Search"), this.#field, close), this.#status, this.#list);
    this.#field.addEventListener("input", () => this.#search());
    this.#dialog.addEventListener("keydown", (event) => this.#pressed(event));
    this.#list.addEventListener("click", (event) => this.#clicked(event.target));
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#close(); // Outside of all that is in it.
    });
    document.body.append(this.#dialog);
  }

  open(): void {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    this.#field.focus();
    this.#field.select();
  }

  #close(): void {
    this.#dialog.close();
    this.#field.blur(); // It would have the keyboard until the next frame.
  }

  #search(): void {
    const words = wordsOf(this.#field.value);
    this.#found = ranked(entries(), words);
    this.#list.replaceChildren(...this.#found.slice(0, most).map((entry, index) => optionOf(entry, index, words)));
    this.#list.hidden = this.#found.length === 0;
    this.#field.setAttribute("aria-expanded", String(this.#found.length > 0));
    this.#status.textContent = words.length === 0 ? hint : howMany(this.#found.length);
    this.#list.scrollTop = 0;
    this.#choose(0);
  }

  #choose(index: number): void {
    this.#list.children[this.#chosen]?.setAttribute("aria-selected", "false");
    const option = this.#list.children[index];
    if (option === undefined) {
      this.#field.removeAttribute("aria-activedescendant");
      return;
    }
    this.#chosen = index;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", option.id);
  }

  #pressed(event: KeyboardEvent): void {
    const last = this.#list.childElementCount - 1;
    if (event.key === "Escape") this.#close();
    else if (event.target !== this.#field || last < 0) return;
    else if (event.key === "ArrowDown") this.#choose(this.#chosen === last ? 0 : this.#chosen + 1);
    else if (event.key === "ArrowUp") this.#choose(this.#chosen === 0 ? last : this.#chosen - 1);
    else if (event.key === "Enter") this.#go(this.#found[this.#chosen]);
    else return;
    event.preventDefault();
  }

  #clicked(target: EventTarget | null): void {
    const option = target instanceof Element ? target.closest('[role="option"]') : null;
    if (option !== null) this.#go(this.#found[[...this.#list.children].indexOf(option)]);
  }

  #go(entry: Entry | undefined): void {
    if (entry === undefined) return;
    this.#close();
    leadTo(entry.id);
  }
}

function optionOf(entry: Entry, index: number, words: readonly string[]): HTMLLIElement {
  const name = element(entry.kind === "section" || entry.kind === "term" ? "span" : "code", { class: "name" });
  name.append(...markedNodes(entry.name, words));
  const option = element("li", { role: "option", id: `search-result-${index}`, "aria-selected": "false" },
    name, " ", element("small", {}, entry.kind));
  const text = excerpt(entry, words);
  if (text !== "") option.append(" ", element("span", { class: "says" }, ...markedNodes(text, words)));
  return option;
}

function markedNodes(text: string, words: readonly string[]): readonly (Node | string)[] {
  return marked(text, words).map((piece) => piece.marked ? element("mark", {}, piece.text) : piece.text);
}

function howMany(found: number): string {
  if (found === 0) return "Nothing is found.";
  if (found > most) return `${found} places are found; the first ${most} are shown.`;
  return found === 1 ? "One place is found." : `${found} places are found.`;
}
