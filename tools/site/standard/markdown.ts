import MarkdownItMaker, { type Env, type MarkdownIt, type Token } from "markdown-it";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { figures } from "../../drawing/figures.js";
import { inlined, svgFile } from "../../drawing/svg.js";
import { isExternal } from "../../spec/inline.js";
import { highlight, highlightTypes } from "./highlight.js";
import { typeAnchor, type Places } from "./places.js";
import { shortcutLinks } from "./shortcut-links.js";

/** What a piece of Markdown is rendered with. */
export interface Context extends Env {
  /** The file in `spec/` that it is of. */
  readonly file: string;
  /** The title of the section that it stands in. */
  section: string;
  /** How many tables that section has had. */
  tables: number;
}

/** Renders the Markdown of `spec/` as it is on the page. */
export function markdownOf(places: Places): MarkdownIt {
  const markdown = new MarkdownItMaker({ html: true });
  shortcutLinks(markdown, places);
  markdown.core.ruler.push("destinations", (state) => {
    const { file } = contextOf(state.env);
    for (const token of state.tokens) {
      if (token.type === "inline" && token.children !== null) {
        token.children = linked(token.children, places, file, (type, tag, nesting) =>
          new state.Token(type, tag, nesting));
      }
    }
  });
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

function contextOf(env: Env | undefined): Context {
  if (env === undefined || !("file" in env)) throw new TypeError("rendered without a context");
  return env as Context;
}

function at(tokens: readonly Token[], index: number): Token {
  const token = tokens[index];
  if (token === undefined) throw new RangeError(`no token ${index}`);
  return token;
}

type MakeToken = (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

/** The tokens with each link led to where it leads from the page, and with the names of types linked. */
function linked(tokens: readonly Token[], places: Places, file: string, make: MakeToken): Token[] {
  const result: Token[] = [];
  let plain: { readonly path: string; readonly from: number } | null = null;
  let depth = 0;
  for (const token of tokens) {
    if (token.type === "link_open") {
      depth++;
      const href = String(token.attrGet("href") ?? "");
      const destination = href.startsWith("#") && places.ids.has(href.slice(1)) || href.startsWith("#term-")
        ? { kind: "address", href } as const : places.destination(href, file);
      if (destination.kind === "file") {
        plain = { path: destination.path, from: result.length };
        continue;
      }
      token.attrSet("href", destination.href);
      if (isExternal(destination.href)) token.attrSet("class", "external");
      result.push(token);
    } else if (token.type === "link_close") {
      depth--;
      if (plain === null) result.push(token);
      else {
        const shown = result.slice(plain.from).map(({ content }) => content).join("");
        if (plain.path.endsWith(`/${shown}`)) result.length = plain.from;
        else result.push(text(make, " ("));
        result.push(code(make, plain.path));
        if (!plain.path.endsWith(`/${shown}`)) result.push(text(make, ")"));
        plain = null;
      }
    } else if (token.type === "code_inline" && depth === 0 && places.types.has(token.content)) {
      const open = make("link_open", "a", 1);
      open.attrs = [["class", "type"], ["href", `#${typeAnchor(token.content)}`]];
      result.push(open, token, make("link_close", "a", -1));
    } else {
      result.push(token);
    }
  }
  return result;
}

function text(make: MakeToken, content: string): Token {
  return Object.assign(make("text", "", 0), { content });
}

function code(make: MakeToken, content: string): Token {
  return Object.assign(make("code_inline", "code", 0), { content, markup: "`" });
}

/** What languages are called. */
const languages: Readonly<Record<string, string>> = {
  json: "JSON", python: "Python", sh: "Shell", text: "Text", ts: "TypeScript",
};

function fence(token: Token, places: Places, { file }: Context): string {
  const [language = "", kind] = token.info.trim().split(/\s+/);
  const markup = kind === "interface"
    ? highlightTypes(token.content, { places, at: `${file}:${(token.map?.[0] ?? 0) + 1}` })
    : highlight(token.content, language);
  const label = kind === "interface" ? "Interface" : kind === "example" ? "Example, compiled and run"
    : languages[language] ?? language;
  return `<figure class="code ${kind ?? "text"}"><figcaption>${label}</figcaption>`
    + `<pre tabindex="0"><code class="language-${language}">${markup}</code></pre></figure>\n`;
}

function tableStart(env: Context): string {
  env.tables++;
  const label = env.tables === 1 ? env.section : `${env.section}, table ${env.tables}`;
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
