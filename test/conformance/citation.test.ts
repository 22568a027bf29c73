import assert from "node:assert/strict";
import { Ajv } from "ajv";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { findRequirement, formerId } from "../../conformance/command/find-requirement.js";
import { citation, citationForms } from "../../conformance/explain/citation.js";
import { escapeLatex } from "../../conformance/explain/citation-bibtex.js";
import { cited, type Cited } from "../../conformance/explain/cited.js";
import { standardDigests } from "../../conformance/report/standard-digests.js";
import { edition } from "../../spec/edition.js";
import { requirements } from "../../spec/requirements.js";
import { citations } from "../../tools/site/standard/citations.js";
import { elementsOf, readMarkup } from "../site/markup.js";
import { refuses, run, runHere } from "./command-line.js";

const id = "timer.order.equal-deadline";
const address = "https://example.org/a_b/";

/** Sentences of any characters, with code among them. */
const sentences = fc.array(fc.oneof(
  fc.string({ unit: fc.constantFrom(...'\\{}[]()#$%&_^~<>|*-+=.!"\'1a @:/\n'.split("")) }).map((text) => text.trim()),
  fc.string({ unit: fc.constantFrom(..."{}_#a<&\\".split("")), minLength: 1 }).map((code) => `\`${code}\``),
), { minLength: 1 }).map((words) => words.join(" ").replaceAll(/\s+/g, " ").trim()).filter((text) => text !== "");

function ofText(text: string, url = `${address}spec.html#${id}`): Cited {
  return { ...cited(findRequirement(id)), requirement: { id, level: "must", text }, place: { kind: "page", url } };
}

/** The part of the schema of CSL data (citation-style-language/schema) that a citation uses. */
const cslSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      type: { enum: ["standard"] },
      id: { type: "string" },
      title: { type: "string" },
      section: { type: "string" },
      version: { type: "string" },
      status: { type: "string" },
      abstract: { type: "string" },
      language: { type: "string" },
      note: { type: "string" },
      URL: { type: "string" },
      author: {
        type: "array",
        items: { type: "object", properties: { literal: { type: "string" } }, additionalProperties: false },
      },
      issued: {
        type: "object",
        properties: {
          "date-parts": {
            type: "array",
            items: { type: "array", items: { type: ["string", "number"] }, minItems: 1, maxItems: 3 },
            minItems: 1,
            maxItems: 2,
          },
        },
        additionalProperties: false,
      },
    },
    required: ["type", "id"],
    additionalProperties: false,
  },
} as const;

describe("a citation", () => {
  it("says what is cited, of which text, and where it is", async () => {
    const { stdout } = await run("cite", id, "--base", "https://example.org/a_b");
    assert.equal(stdout, `The Reactor Standard, version ${edition.version}, ${expectedDay()}, ${id} (MUST): `
      + `"Timed calls with equal deadlines MUST be called in the order in which they were scheduled." `
      + `${address}spec.html#${id}\n`);
  });

  it("is the same on the command line and where a page takes it from, in every form", async () => {
    for (const form of citationForms) {
      const { code, stdout, stderr } = await runHere("cite", id, "--format", form);
      assert.deepEqual([code, stdout, stderr], [0, `${citation(form, cited(findRequirement(id)))}\n`, ""]);
      const whole = await runHere("cite", "--format", form, "--base", address);
      assert.equal(whole.stdout, `${citation(form, cited(null, address))}\n`);
    }
  });

  it("is what the page shows", async () => {
    for (const requirement of [null, findRequirement(id)]) {
      const panel = elementsOf(readMarkup(citations(requirement)));
      const shown = panel.filter(({ attributes }) => attributes.has("data-cite"));
      assert.ok(shown.length > 3);
      for (const { attributes, children } of shown) {
        const form = attributes.get("data-cite") ?? "";
        const { stdout } = await runHere("cite", ...(requirement === null ? [] : [id]), "--format", form);
        assert.equal(`${children.join("")}\n`, stdout);
      }
    }
  });

  it("gives no address as long as the pages have none, but names the file", () => {
    for (const form of citationForms) {
      const text = citation(form, cited(findRequirement(id), null));
      assert.doesNotMatch(text, /https?:|href=|\]\(|"URL"|\burl\b/);
      assert.match(text, /spec\/04-timed-calls\.md/);
    }
  });

  it("bears the day on which the text that it quotes was last changed, as reports tell texts apart", () => {
    assert.equal(edition.sha256, standardDigests().requirements);
    assert.match(edition.date, /^\d{4}-\d\d-\d\d$/);
  });

  it("is refused for what is not there", async () => {
    await refuses(2, "no requirement timer.order.equal-deadlin; did you mean timer.order.equal-deadline?",
      "cite", "timer.order.equal-deadlin");
    await refuses(2, /^reactor-standard: timer\.order is an area of \d+ requirements: .*\n$/, "cite", "timer.order");
    await refuses(2, "one requirement at a time: b is too much", "cite", "a", "b");
    await refuses(2, "no form bibtx; did you mean bibtex? (plain, markdown, bibtex, csl, html)",
      "cite", id, "--format", "bibtx");
    for (const base of ["example.org", "https://", "https://example.org/#top", "ftp://example.org/"]) {
      const { code, stderr } = await runHere("cite", id, "--base", base);
      assert.deepEqual([code, stderr],
        [2, `reactor-standard: --base needs an address such as https://example.org/reactor/, not ${base}\n`]);
    }
  });

  it("finds a requirement by its former ids", () => {
    const renamed = { ...findRequirement(id), aliases: ["timer.order.same-deadline"] };
    assert.equal(findRequirement("timer.order.same-deadline", [renamed]), renamed);
    assert.equal(formerId("timer.order.same-deadline", renamed), `timer.order.same-deadline is a former id of ${id}`);
    assert.equal(formerId(id, renamed), null);
    assert.throws(() => findRequirement(id, []), /^UsageError: \S+ is in \S+ and not any more: \S+ diff \S+$/);
  });

  it("of every requirement is CSL-JSON", () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(cslSchema);
    for (const requirement of [null, ...requirements]) {
      const items = JSON.parse(citation("csl", cited(requirement))) as unknown;
      assert.ok(validate(items), JSON.stringify(validate.errors));
    }
    const [item] = JSON.parse(citation("csl", ofText('"a" {b}'))) as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual([item?.["abstract"], item?.["URL"]], ['"a" {b}', `${address}spec.html#${id}`]);
  });

  it("shows in Markdown the very sentence, whatever is in it", () => {
    const renderer = new MarkdownIt();
    fc.assert(fc.property(sentences, (text) => {
      const page = renderer.render(citation("markdown", ofText(text)));
      const [, sentence = "", source = ""]
        = /^<blockquote>\n<p>([^]*?)<\/p>\n<p>([^]*?)<\/p>\n<\/blockquote>\n$/.exec(page) ?? [];
      assert.equal(shownBy(sentence), text);
      assert.ok(source.startsWith(`— <a href="${address}spec.html#${id}"><code>${id}</code></a> (MUST), <em>`));
    }));
  });

  it("shows in HTML the very sentence, whatever is in it", () => {
    fc.assert(fc.property(sentences, (text) => {
      const [, sentence = ""] = /^<blockquote cite="[^"<>]*">\n {2}<p>([^]*?)<\/p>\n {2}<footer>/.exec(
        citation("html", ofText(text, 'https://example.org/"><b>'))) ?? [];
      assert.equal(shownBy(sentence), text);
    }));
  });

  it("has in BibTeX balanced braces, no command of the sentence's own, and an address as it is", () => {
    fc.assert(fc.property(sentences, (text) => {
      const entry = citation("bibtex", ofText(text));
      let depth = 0;
      for (const character of entry) {
        depth += character === "{" ? 1 : character === "}" ? -1 : 0;
        assert.ok(depth >= 0);
      }
      assert.equal(depth, 0);
      assert.ok(entry.endsWith(`= {${address}spec.html#${id}},\n}`));
      assert.match(entry, /^@techreport\{reactor-standard:timer\.order\.equal-deadline,\n(?: {2}\w+ *= .*,\n)+\}$/);
      assert.equal(shownByLatex(escapeLatex(text)), text);
      assert.doesNotMatch(escapeLatex(text), /--|``|''|(?<!\\)[#$%&_]|[~^"|<>]/);
    }));
    assert.match(citation("bibtex", ofText("a", "https://example.org/{%7B}\\")),
      / {2}url {9}= \{https:\/\/example\.org\/%7B%7B%7D%5C\},\n/);
  });
});

function expectedDay(): string {
  const [year, month, day] = edition.date.split("-").map(Number);
  const name = new Date(`${edition.date}T00:00:00Z`).toLocaleString("en-GB", { month: "long", timeZone: "UTC" });
  assert.ok(month !== undefined);
  return `draft of ${day} ${name} ${year}`;
}

/** The text that markup shows, with its code in backticks. */
function shownBy(markup: string): string {
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return markup.replaceAll(/<\/?code>/g, "`").replaceAll(/&(\w+);/g, (_, name: string) => entities[name] ?? "?");
}

/** The text that LaTeX shows, of the commands that stand for characters. */
function shownByLatex(source: string): string {
  const characters: Readonly<Record<string, string>> = {
    textbackslash: "\\", textbraceleft: "{", textbraceright: "}", textasciicircum: "^", textasciitilde: "~",
    textless: "<", textgreater: ">", textbar: "|", textasciigrave: "`", textquotedbl: '"',
  };
  return source.replaceAll(/([-'])\{\}/g, "$1").replaceAll(/\\(?:(text[a-z]+)\{\}|([#$%&_]))/g,
    (_, name: string | undefined, character = "") => name === undefined ? character : characters[name] ?? "?");
}
