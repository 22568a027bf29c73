import { element } from "./elements.js";
import { requirementEntry, type Entry } from "./entries.js";
import { matches, wordsOf } from "./matching.js";
import { reveal, target } from "./open-target.js";
import { keepQuery } from "./query.js";

/** A requirement, with what it is filtered by. */
interface Item {
  readonly article: HTMLElement;
  readonly entry: Entry;
  readonly level: string;
  readonly profile: string;
  /** For each reactor, `NAME:VERDICT`. */
  readonly verdicts: readonly string[];
}

/** What the fields of the form ask for. */
interface Wanted {
  readonly words: readonly string[];
  readonly levels: readonly string[];
  readonly profiles: readonly string[];
  readonly reactor: string;
  readonly verdict: string;
}

const names = ["q", "level", "profile", "reactor", "verdict"];

/**
 * Shows the form, and leaves on the page only the requirements that it asks for: those with all of the words, of one
 * of the levels and one of the profiles that are ticked (none is as good as all), and with the verdict of the reactor.
 * What it asks for is kept in the address.
 */
export function addFilters(form: HTMLFormElement): void {
  const items = [...document.querySelectorAll<HTMLElement>("main article.requirement")].map(itemOf);
  if (form.querySelector('[type="reset"]') === null) form.append(element("button", { type: "reset" }, "Clear"));
  form.hidden = false;
  const refresh = (): void => show(items, wantedBy(form));
  const fromAddress = (): void => {
    fill(form, new URLSearchParams(location.search));
    refresh();
    const place = target();
    if (place !== null) reveal(place);
  };
  const changed = (): void => {
    refresh();
    scrollTo({ top: 0 }); // Where one was is somewhere else now, or nowhere.
    const data = new FormData(form);
    keepQuery(names, names.flatMap((name) => data.getAll(name).map((value) => [name, String(value)] as const)));
  };
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", fromAddress);
  fromAddress();
}

function itemOf(article: HTMLElement): Item {
  const { level = "", profile = "", verdicts = "" } = article.dataset;
  return { article, entry: requirementEntry(article), level, profile, verdicts: verdicts.split(" ") };
}

function wantedBy(form: HTMLFormElement): Wanted {
  const data = new FormData(form);
  const one = (name: string): string => String(data.get(name) ?? "");
  const all = (name: string): readonly string[] => data.getAll(name).map(String);
  return {
    words: wordsOf(one("q")), levels: all("level"), profiles: all("profile"), reactor: one("reactor"),
    verdict: one("verdict"),
  };
}

function isWanted({ entry, level, profile, verdicts }: Item, wanted: Wanted): boolean {
  return (wanted.levels.length === 0 || wanted.levels.includes(level))
    && (wanted.profiles.length === 0 || wanted.profiles.includes(profile))
    && (wanted.reactor + wanted.verdict === "" || verdicts.some((each) => isVerdict(each, wanted)))
    && matches(entry, wanted.words);
}

/** Whether `NAME:VERDICT` is what is asked for, of which one may be left open. */
function isVerdict(each: string, { reactor, verdict }: Wanted): boolean {
  const colon = each.lastIndexOf(":");
  return (reactor === "" || each.slice(0, colon) === reactor) && (verdict === "" || each.slice(colon + 1) === verdict);
}

/**
 * Hides the requirements that are not asked for, the text between those that are, and the sections that have none; of a
 * chapter without any the title stays. What is not shown is quiet in the contents.
 */
function show(items: readonly Item[], wanted: Wanted): void {
  const left = items.filter((item) => isWanted(item, wanted)).map(({ article }) => article);
  const all = left.length === items.length;
  const holders = new Set(left.flatMap(sectionsAround));
  for (const { article } of items) article.hidden = true;
  for (const article of left) article.hidden = false;
  for (const shown of document.querySelectorAll("main .shown")) shown.classList.remove("shown");
  document.querySelector("main")?.classList.toggle("filtered", !all);
  for (const section of document.querySelectorAll(".chapter, .chapter section")) {
    section.classList.toggle("emptied", !all && !holders.has(section));
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#contents a")) {
    link.classList.toggle("without", document.getElementById(link.hash.slice(1))?.matches(".emptied") === true);
  }
  const count = document.getElementById("count");
  if (count !== null) {
    count.textContent = all ? `All ${items.length} requirements.`
      : `${left.length} of ${items.length} requirements, without the text between them.`;
  }
}

function sectionsAround(article: Element): readonly Element[] {
  const sections: Element[] = [];
  for (let each = article.closest("section"); each !== null; each = each.parentElement?.closest("section") ?? null) {
    sections.push(each);
  }
  return sections;
}

/** Has the fields ask for what stands in the address. */
function fill(form: HTMLFormElement, query: URLSearchParams): void {
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement) {
      const wanted = query.get(field.name) ?? "";
      field.value = [...field.options].some(({ value }) => value === wanted) ? wanted : "";
    } else if (field instanceof HTMLInputElement) {
      if (field.type === "checkbox") field.checked = query.getAll(field.name).includes(field.value);
      else field.value = query.get(field.name) ?? "";
    }
  }
}
