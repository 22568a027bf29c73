import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { documentTitles } from "./document-titles.js";
import { useLink } from "./requirement-article.js";
import type { UsePlace } from "./uses.js";

/** A group of the references, under a title of its own. */
interface Group {
  readonly title: string;
  readonly addresses: readonly string[];
}

/** Every address that the text refers to, each with the places that do; markup. */
export function referenceList(uses: ReadonlyMap<string, readonly UsePlace[]>, depth: number): string {
  return groupsOf([...uses.keys()]).map(({ title, addresses }) => [
    `<section><h${depth}>${escapeMarkup(title)}</h${depth}>`,
    '<ul class="references">',
    ...addresses.map((address) =>
      `<li><a class="external" href="${escapeMarkup(address)}">${escapeMarkup(nameOf(address))}</a>`
        + ` <span class="cited">in ${(uses.get(address) ?? []).map(useLink).join(", ")}</span></li>`),
    "</ul></section>",
  ].join("\n")).join("\n");
}

function groupsOf(addresses: readonly string[]): readonly Group[] {
  const normative = addresses.filter((address) => address.endsWith("/bcp14"));
  const issues = addresses.filter(isIssue).toSorted(byIssue);
  const documents = addresses.filter((address) => !normative.includes(address) && !isIssue(address))
    .toSorted((a, b) => (nameOf(a).toLowerCase() < nameOf(b).toLowerCase() ? -1 : 1));
  return [
    { title: "Normative", addresses: normative },
    { title: "Documents", addresses: documents },
    { title: "Issues and changes of other projects", addresses: issues },
  ].filter((group) => group.addresses.length > 0);
}

const issue = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)/;

/** Whether an address is that of an issue, or of a change, of a project. */
export function isIssue(address: string): boolean {
  return issue.test(address);
}

function byIssue(a: string, b: string): number {
  const [, one = "", first = ""] = issue.exec(a) ?? [];
  const [, other = "", second = ""] = issue.exec(b) ?? [];
  if (one.toLowerCase() === other.toLowerCase()) return Number(first) - Number(second);
  return one.toLowerCase() < other.toLowerCase() ? -1 : 1;
}

/** What an address is called: an issue by its project and number, a document by its title, or else by the address. */
function nameOf(address: string): string {
  const [, project, number] = issue.exec(address) ?? [];
  if (project !== undefined) return `${project}#${number}`;
  return documentTitles.get(address) ?? address.replace(/^https?:\/\//, "").replace(/\/$/, "");
}
