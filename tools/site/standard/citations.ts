import { citation, type CitationForm } from "../../../conformance/explain/citation.js";
import { cited } from "../../../conformance/explain/cited.js";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Requirement } from "../../../spec/requirement.js";

/** The forms that are shown, in their order. */
const forms = [
  { name: "plain", title: "Plain text" },
  { name: "markdown", title: "Markdown" },
  { name: "bibtex", title: "BibTeX" },
  { name: "csl", title: "CSL JSON" },
] as const satisfies readonly { readonly name: CitationForm; readonly title: string }[];

/** How a requirement, or with null the standard, is cited, as one `details.cite`; markup. */
export function citations(requirement: Requirement | null): string {
  const source = cited(requirement);
  return [
    '<details class="cite"><summary>Cite</summary>',
    ...forms.map(({ name, title }) => `<figure class="form"><figcaption>${title}</figcaption><pre tabindex="0">`
      + `<code data-cite="${name}">${escapeMarkup(citation(name, source))}</code></pre></figure>`),
    "</details>",
  ].join("\n");
}
