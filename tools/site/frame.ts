import { createHash } from "node:crypto";
import { escapeMarkup } from "../../conformance/report/escape-markup.js";
import { edition } from "../../spec/edition.js";
import { bar, type Page, type Source } from "./site.js";
import { baseStyle } from "./base-style.js";
import { clientScript } from "./client-script.js";
import { clientStyle } from "./client-style.js";

/** What differs from page to page. */
export interface Framed {
  /** The file's name, e.g. `spec.html`. */
  readonly name: string;
  readonly title: string;
  /** What the page is, in one sentence, for search engines and previews. */
  readonly description: string;
  /** What stands beside the main part, such as the contents; markup. */
  readonly aside?: string;
  /** What stands at the end of the bar; markup. */
  readonly controls?: string;
  /** The main part; markup. */
  readonly main: string;
  /** Style sheets beside that of every page. */
  readonly styles?: readonly string[];
  /** Scripts, each a module without imports: the page works without them. */
  readonly scripts?: readonly string[];
}

/** A page in one file: it loads nothing, and the policy that it states forbids everything that is not in it. */
export function frame(page: Framed, { date }: Source): Page {
  const style = [baseStyle, clientStyle, ...page.styles ?? []].join("\n");
  const early = clientScript("early-theme");
  const scripts = [clientScript("every-page"), ...page.scripts ?? []];
  const content = `${[
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(style, [early, ...scripts])}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta name="description" content="${escapeMarkup(page.description)}">`,
    `<title>${escapeMarkup(page.title)}</title>`,
    `<style>${style}</style>`,
    `<script>${early}</script>`,
    "</head>",
    page.aside === undefined ? "<body>" : '<body class="with-aside">',
    '<a class="skip" href="#main">Skip to the text</a>',
    '<header class="bar">',
    '<span class="name">The Reactor Standard</span>',
    '<nav aria-label="Pages"><ul>',
    ...bar.map(({ name, title }) =>
      `<li><a href="${name}"${name === page.name ? ' aria-current="page"' : ""}>${title}</a></li>`),
    "</ul></nav>",
    ...(page.controls === undefined ? [] : [`<div class="controls">${page.controls}</div>`]),
    "</header>",
    ...(page.aside === undefined ? [] : [page.aside]),
    '<main id="main" tabindex="-1">',
    page.main,
    "</main>",
    `<footer><p>The Reactor Standard ${edition.version}, ${edition.draft ? "draft " : ""}of `
      + `<time>${edition.date}</time>. The page was made on <time>${date}</time>. The text is under CC0 1.0, the code `
      + "under MIT-0.</p></footer>",
    ...scripts.map((script) => `<script type="module">${script}</script>`),
    "</body>",
    "</html>",
  ].join("\n")}\n`;
  return { name: page.name, content };
}

function policy(style: string, scripts: readonly string[]): string {
  return `default-src 'none'; style-src ${digest(style)}; script-src ${scripts.map(digest).join(" ")}; `
    + "img-src data:; base-uri 'none'; form-action 'none'";
}

function digest(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
