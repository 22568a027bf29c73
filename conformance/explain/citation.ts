import { escapeMarkup } from "../report/escape-markup.js";
import { bibtex } from "./citation-bibtex.js";
import { dayInWords, dayOf, editionInWords, editors, parts, standardTitle } from "./citation-words.js";
import type { Cited } from "./cited.js";
import { codeSpans } from "./code-spans.js";
import { escapeMarkdown } from "./escape-markdown.js";

/** The forms in which a requirement, or the standard, can be cited. */
export const citationForms = ["plain", "markdown", "bibtex", "csl", "html"] as const;

export type CitationForm = (typeof citationForms)[number];

const writers: Readonly<Record<CitationForm, (cited: Cited) => string>> = { plain, markdown, bibtex, csl, html };

/** The citation in one form, without a line break at its end. */
export function citation(form: CitationForm, cited: Cited): string {
  return writers[form](cited);
}

function plain(cited: Cited): string {
  const { requirement, place } = cited;
  const where = place.kind === "page" ? place.url : place.path;
  const edition = editionInWords(cited.edition);
  if (requirement === null) return `${standardTitle}, ${edition}. ${where}`;
  const { id, level, text } = requirement;
  return `${standardTitle}, ${edition}, ${id} (${level.toUpperCase()}): "${text}" ${where}`;
}

/** A quotation with its source, as one puts it into a discussion. */
function markdown(cited: Cited): string {
  const { requirement, place } = cited;
  const edition = escapeMarkdown(editionInWords(cited.edition));
  const linked = (shown: string): string => place.kind === "page" ? `[${shown}](${destination(place.url)})` : shown;
  const file = place.kind === "file" ? ` (\`${place.path}\`)` : "";
  if (requirement === null) return `${linked(`*${standardTitle}*`)}, ${edition}${file}`;
  const { id, level, text } = requirement;
  return `> ${escapeMarkdown(text)}\n>\n> — ${linked(`\`${id}\``)} (${level.toUpperCase()}), *${standardTitle}*, `
    + `${edition}${file}`;
}

function destination(url: string): string {
  return url.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll("*", "%2A");
}

/** One item of bibliographic data, in the list that CSL-JSON is. */
function csl(cited: Cited): string {
  const { requirement, place, edition: { version, draft, date } } = cited;
  const { year, month, day } = dayOf(date);
  const item = {
    id: parts(cited).key,
    type: "standard",
    title: parts(cited).title,
    ...(requirement === null ? {} : { section: requirement.id }),
    author: [{ literal: editors }],
    version,
    ...(draft ? { status: "draft" } : {}),
    issued: { "date-parts": [[year, month, day]] },
    ...(requirement === null ? {} : { abstract: requirement.text }),
    language: "en",
    ...(place.kind === "page" ? { URL: place.url } : { note: place.path }),
  };
  return JSON.stringify([item], null, 2).replace(/\[\s*(\d+),\s*(\d+),\s*(\d+)\s*\]/, "[$1, $2, $3]");
}

function html(cited: Cited): string {
  const { requirement, place, edition: { version, draft, date } } = cited;
  const day = `<time datetime="${escapeMarkup(date)}">${escapeMarkup(dayInWords(date))}</time>`;
  const source = `<cite>${standardTitle}</cite>, version ${escapeMarkup(version)}, ${draft ? "draft of " : ""}${day}`;
  const url = place.kind === "page" ? escapeMarkup(place.url) : null;
  const linked = (shown: string): string => url === null ? shown : `<a href="${url}">${shown}</a>`;
  const file = place.kind === "file" ? ` (<code>${escapeMarkup(place.path)}</code>)` : "";
  if (requirement === null) return `<p>${linked(source)}${file}</p>`;
  const { id, level, text } = requirement;
  const sentence = codeSpans(text).map((span) => span.kind === "code"
    ? `<code>${escapeMarkup(span.text)}</code>` : escapeMarkup(span.text)).join("");
  return [
    url === null ? "<blockquote>" : `<blockquote cite="${url}">`,
    `  <p>${sentence}</p>`,
    `  <footer>${linked(`<code>${escapeMarkup(id)}</code>`)} (${level.toUpperCase()}), ${source}${file}</footer>`,
    "</blockquote>",
  ].join("\n");
}
