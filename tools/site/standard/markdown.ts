import MarkdownItMaker, { type MarkdownIt, type Token } from "markdown-it";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { figures } from "../../drawing/figures.js";
import { inlined, svgFile } from "../../drawing/svg.js";
import { contextOf, type Context } from "./context.js";
import { linkDestinations } from "./destinations.js";
import { highlight, highlightTypes } from "./highlight.js";
import type { Places } from "./places.js";
import { shortcutLinks } from "./shortcut-links.js";
import { joinUserCodeMarks } from "./user-code-marks.js";

/** Renders the Markdown of `spec/` as it is on the page. */
export function markdownOf(places: Places): MarkdownIt {
  const markdown = new MarkdownItMaker({ html: true });
  shortcutLinks(markdown, places);
  linkDestinations(markdown, places);
  joinUserCodeMarks(markdown);
  const { rules } = markdown.renderer;
  rules["fence"] = (tokens, index, _options, env) => fence(at(tokens, index), places, contextOf(env));
  rules["table_open"] = (_tokens, _index, _options, env) => tableStart(contextOf(env));
  rules["table_close"] = () => "</table></div>\n";
  rules["th_open"] = (tokens, index) =>
    (isEmptyCell(tokens, index) ? "<td>" : `<th scope="col"${alignment(at(tokens, index))}>`);
  rules["th_close"] = (tokens, index) => (isEmptyCell(tokens, index - 2) ? "</td>\n" : "</th>\n");
  rules["td_open"] = (tokens, index) => `<td${alignment(at(tokens, index))}>`;
  rules["text"] = (tokens, index) => escapeMarkup(at(tokens, index).content)
    .replaceAll(/\(calls user code\)|^calls user code$/g, '<span class="user-code">calls user code</span>');
  rules["image"] = (tokens, index) => figure(at(tokens, index));
  rules["html_block"] = (tokens, index) => at(tokens, index).content.replaceAll(/<!--[^]*?-->\n?/g, "");
  return markdown;
}

function at(tokens: readonly Token[], index: number): Token {
  const token = tokens[index];
  if (token === undefined) throw new RangeError(`no token ${index}`);
  return token;
}

/** What languages are called. */
const languages: Readonly<Record<string, string>> = {
  json: "JSON", python: "Python", sh: "Shell", text: "Text", ts: "TypeScript",
};

/** What blocks of code are called that are more than shown. */
const kinds: Readonly<Record<string, string>> = { interface: "Interface", example: "Example, compiled and run" };

function fence(token: Token, places: Places, { file }: Context): string {
  const [language = "", kind = ""] = token.info.trim().split(/\s+/);
  const markup = kind === "interface"
    ? highlightTypes(token.content, { places, at: `${file}:${(token.map?.[0] ?? 0) + 1}` })
    : highlight(token.content, language);
  const label = kinds[kind] ?? languages[language] ?? language;
  return `<figure class="code${kind in kinds ? ` ${kind}` : ""}"><figcaption>${escapeMarkup(label)}</figcaption>`
    + `<pre tabindex="0"><code class="language-${escapeMarkup(language)}">${markup}</code></pre></figure>\n`;
}

function tableStart(context: Context): string {
  context.tables++;
  const label = context.tables === 1 ? context.section : `${context.section}, table ${context.tables}`;
  return `<div class="table" role="group" tabindex="0" aria-label="${escapeMarkup(`Table: ${label}`)}"><table>\n`;
}

function isEmptyCell(tokens: readonly Token[], index: number): boolean {
  return at(tokens, index).type === "th_open" && at(tokens, index + 1).content === "";
}

/** Columns are aligned by classes: the page has no style but that of its style sheet. */
function alignment(token: Token): string {
  const match = /text-align:(right|center)/.exec(String(token.attrGet("style") ?? ""));
  return match === null ? "" : ` class="${match[1]}"`;
}

/** A drawing of `spec/figures/` in the page itself, where the text alternative is its description. */
function figure(token: Token): string {
  const source = String(token.attrGet("src") ?? "");
  const draw = figures[/^figures\/([\w-]+)\.svg$/.exec(source)?.[1] ?? ""];
  if (draw === undefined) throw new Error(`there is no figure ${source}`);
  return `<span class="drawing" role="group" tabindex="0" aria-label="Drawing">${inlined(svgFile(draw()))}</span>`;
}
