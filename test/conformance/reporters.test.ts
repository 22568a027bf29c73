import assert from "node:assert/strict";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import MarkdownIt from "markdown-it";
import { Parser, type Result } from "tap-parser";
import type { RequirementResult, Verdict } from "../../conformance/oracle/results.js";
import { github } from "../../conformance/report/github.js";
import { html } from "../../conformance/report/html.js";
import { junit } from "../../conformance/report/junit.js";
import { markdown } from "../../conformance/report/markdown.js";
import { pretty } from "../../conformance/report/pretty.js";
import { printable } from "../../conformance/report/printable.js";
import type { Report } from "../../conformance/report/report.js";
import { reporters } from "../../conformance/report/reporters.js";
import { tap } from "../../conformance/report/tap.js";
import { report, result, verdictOf } from "./report-fixture.js";
import { hostileTexts, longTexts, reportOf } from "./report-hostile.js";

const PLAIN = "plain";

/** Any text at all: halves of characters, controls, everything. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));
const pieces = fc.array(fc.constantFrom(...hostileTexts), { maxLength: 4 }).map((texts) => texts.join(""));

/** Holds a law for every hostile text, for texts made of them, and for any text. */
function forHostile(law: (text: string, report: Report) => void): void {
  for (const text of [...hostileTexts, ...longTexts]) law(text, reportOf(text));
  fc.assert(fc.property(fc.oneof(anyText, pieces), (text) => law(text, reportOf(text))), { numRuns: 60 });
}

type Node = Readonly<Record<string, unknown>>;

function parseXml(text: string): readonly Node[] {
  return new XMLParser({
    ignoreAttributes: false, trimValues: false, parseAttributeValue: false, parseTagValue: false, preserveOrder: true,
    unpairedTags: ["meta", "input"], allowBooleanAttributes: true,
  }).parse(text) as readonly Node[];
}

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Every element of a document, in its order, with its own text. */
function elementsOf(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => {
    const tag = Object.keys(node).find((key) => key !== ":@" && key !== "#text");
    if (tag === undefined) return [];
    const inner = node[tag] as readonly Node[];
    const attributes = Object.fromEntries(Object.entries(node[":@"] ?? {})
      .map(([name, value]) => [name.replace("@_", ""), String(value)]));
    return [{ tag, attributes, text: inner.map((each) => each["#text"] ?? "").join("") }, ...elementsOf(inner)];
  });
}

describe("the JUnit report", () => {
  const elements = (of: Report): Element[] => elementsOf(parseXml(junit(of)));
  const named = (all: readonly Element[], tag: string): Element[] => all.filter((each) => each.tag === tag);

  it("has a suite an area, a case a requirement, and what came of it", () => {
    assert.equal(XMLValidator.validate(junit(report)), true);
    const all = elements(report);
    const counts = { tests: "8", failures: "3", errors: "1", skipped: "3" };
    assert.deepEqual({ ...all[1]?.attributes }, { name: "reactor-standard", ...counts, time: "0.006" });
    assert.deepEqual(named(all, "testsuite").map(({ attributes }) => attributes["name"]),
      ["timer", "execution", "tcp", "run"]);
    assert.deepEqual(named(all, "testcase").map(({ attributes: { classname, name } }) => `${classname} ${name}`), [
      ...["timer.active", "timer.once", "timer.cancel", "timer.many"].map((id) => `reactor-standard.timer ${id}`),
      "reactor-standard.execution execution.serial", "reactor-standard.tcp tcp.a", "reactor-standard.tcp tcp.b",
      "reactor-standard.run timer.active passed, though it is listed as a known deviation",
    ]);
    assert.deepEqual(named(all, "skipped").map(({ attributes }) => attributes["message"]), [
      "known deviation: It scrambles. (https://example.org/1)",
      "the profile tcp is not claimed", "the profile tcp is not claimed",
    ]);
    assert.deepEqual(named(all, "error").map(({ attributes }) => attributes), [
      { message: "the agent broke", type: "error" },
    ]);
  });

  it("counts in each suite what it has", () => {
    const document = new XMLParser({ ignoreAttributes: false, isArray: (name) => /^test(suite|case)$/.test(name) })
      .parse(junit(report)) as { readonly testsuites: { readonly testsuite: readonly Node[] } };
    for (const suite of document.testsuites.testsuite) {
      const cases = suite["testcase"] as readonly Node[];
      const count = (tag: string): string => String(cases.filter((each) => tag in each).length);
      assert.equal(suite["@_tests"], String(cases.length));
      assert.equal(suite["@_failures"], count("failure"));
      assert.equal(suite["@_errors"], count("error"));
      assert.equal(suite["@_skipped"], count("skipped"));
    }
  });

  it("says in a failure what the pretty report does", () => {
    const [failure] = named(elements(report), "failure");
    assert.deepEqual(failure?.attributes, { message: "called twice", type: "must" });
    const section = pretty(report, { colours: false }).split("FAIL  timer.once (must)\n")[1]?.split("\n\n")[0] ?? "";
    assert.equal(failure.text, section.split("\n").map((line) => line.slice(2)).join("\n"));
  });

  it("fails for nothing that does not count", () => {
    const requirements = [{ ...verdictOf("timer.once", "fail", "late"), level: "should" as const }];
    const lenient = { ...report, result: { ...result, requirements, stale: [] } };
    const all = elements(lenient);
    assert.deepEqual({ ...all[1]?.attributes, time: "" },
      { name: "reactor-standard", tests: "1", failures: "0", errors: "0", skipped: "1", time: "" });
    assert.deepEqual(named(all, "skipped").map(({ attributes }) => attributes["message"]),
      ["fail, of a SHOULD: called twice"]);
    assert.match(named(all, "system-out")[0]?.text ?? "", /\ncalled twice\n/);
    const strict = { ...lenient, result: { ...lenient.result, terms: { ...result.terms, strict: true } } };
    assert.equal(named(elements(strict), "failure").length, 1);
  });

  it("tells in each suite what was judged, by what, and where", () => {
    const properties = named(elements(report), "property").map(({ attributes }) => attributes["name"]);
    const facts = ["subject", "version", "language", "runtime", "profiles", "standard", "kit", "environment"];
    assert.deepEqual(properties, [...facts, ...facts, ...facts, ...facts]);
  });

  it("keeps what a subject says a text, and loses none of it", () => {
    const shape = (of: Report): string[] => elements(of).map(({ tag, attributes }) =>
      [tag, ...Object.keys(attributes)].join(" "));
    const plain = shape(reportOf(PLAIN));
    forHostile((text, hostile) => {
      const written = junit(hostile);
      assert.doesNotMatch(written, /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      assert.equal(XMLValidator.validate(written), true);
      const all = elements(hostile);
      if (text !== "") assert.deepEqual(shape(hostile), plain);
      assert.equal(named(all, "failure")[0]?.attributes["message"], printable(text));
      assert.ok(named(all, "failure")[0]?.text.includes(printable(text)));
    });
  });
});

describe("the TAP report", () => {
  interface Parsed {
    readonly results: readonly Result[];
    readonly extra: readonly string[];
    readonly ok: boolean;
  }
  const parse = (of: Report): Parsed => {
    const results: Result[] = [];
    const extra: string[] = [];
    const parser = new Parser({ strict: true });
    parser.on("assert", (each: Result) => results.push(each));
    parser.on("extra", (each: string) => extra.push(each));
    parser.end(tap(of));
    return { results, extra, ok: parser.ok };
  };

  it("has a test a requirement, and what came of it", () => {
    const { results, extra, ok } = parse(report);
    assert.deepEqual([extra, ok], [[], false]);
    assert.ok(tap(report).startsWith("TAP version 14\n"));
    assert.deepEqual(results.map((each) => [each.ok, each.name, each.skip || each.todo || null]), [
      [true, "timer.active", null],
      [false, "timer.once", null],
      [false, "timer.cancel", null],
      [false, "timer.many", "It scrambles. (https://example.org/1)"],
      [false, "execution.serial", null],
      [true, "tcp.a", "the profile tcp is not claimed"],
      [true, "tcp.b", "the profile tcp is not claimed"],
      [false, "timer.active passed, though it is listed as a known deviation", null],
    ]);
  });

  it("is well, if nothing speaks against the subject", () => {
    const requirements = [verdictOf("timer.active", "pass"), verdictOf("tcp.a", "skip", "why"),
      verdictOf("timer.many", "deviation", "known")];
    assert.equal(parse({ ...report, result: { ...result, requirements, stale: [], exitCode: 0 } }).ok, true);
    const nothing = { ...report, result: { ...result, requirements: [], stale: [], exitCode: 4 as const } };
    assert.deepEqual(parse(nothing).results.map((each) => [each.ok, each.name]), [[false, "nothing was judged"]]);
  });

  it("fails for nothing that does not count", () => {
    const requirements = [{ ...verdictOf("timer.once", "fail", "late"), level: "should" as const }];
    const lenient = { ...report, result: { ...result, requirements, stale: [], exitCode: 0 as const } };
    assert.deepEqual(parse(lenient).results.map((each) => [each.ok, each.todo]), [[false, "a SHOULD: called twice"]]);
    assert.equal(parse(lenient).ok, true);
    const strict = { ...lenient, result: { ...lenient.result, terms: { ...result.terms, strict: true } } };
    assert.equal(parse(strict).ok, false);
  });

  it("has what is behind a failure as YAML", () => {
    const { diag } = parse(report).results[1] ?? {};
    assert.deepEqual(diag, {
      message: "called twice", severity: "fail", level: "must", sentence: "The rule of timer.once.",
      scenario: "timer.once", legend: "times in ms since the scenario began, at 100 of the reactor's clock",
      trace: [
        "(3 more)", "4 0.700   call callLater call=a delay=1", "(2 more)", "6 1.750 enter timedCall call=a",
        "7 1.800 leave timedCall call=a", "8 1.900 enter timedCall call=other",
        "9 1.950   enter timedCall depth=2 call=a <- here", "10 2.000   leave timedCall depth=2 call=a",
      ],
      diagnostics: ["one", "two\\u0007"], also: ["a second finding"],
      rule: "spec/04-timed-calls.md#timer.once", again: "npx reactor-standard test mine.mjs timer.once",
    });
  });

  it("keeps what a subject says a text, and loses none of it", () => {
    const shape = (of: Report): unknown[] => parse(of).results.map((each) =>
      [each.ok, Boolean(each.skip), Boolean(each.todo), Object.keys(each.diag ?? {})]);
    const plain = shape(reportOf(PLAIN));
    forHostile((text, hostile) => {
      const { results, extra } = parse(hostile);
      assert.deepEqual(extra, []);
      if (text.trim() !== "") assert.deepEqual(shape(hostile), plain);
      assert.equal((results[1]?.diag as { readonly message: string }).message, printable(text));
    });
  });
});

describe("the report for GitHub", () => {
  /** What the runner takes for a command: `::name` behind white space, or `##[name` anywhere in another line. */
  const commands = (of: Report): string[] => github(of).split(/\r\n|\r|\n/).flatMap((line) => {
    const [, name] = /^\s*::([^ :]+)/.exec(line) ?? /##\[([^ \]]+)/.exec(line) ?? [];
    return name === undefined ? [] : [name];
  });

  it("has an annotation for what counts, a group for what is behind it, and the summary", () => {
    const lines = github(report).split("\n");
    assert.deepEqual(lines.filter((line) => line.startsWith("::")), [
      "::error title=timer.once (must)::called twice",
      "::error title=timer.cancel (must)::waited for a mark",
      "::error title=execution.serial (must%2C error)::the agent broke",
      "::error title=run::timer.active passed, though it is listed as a known deviation",
      "::group::timer.once (must)", "::endgroup::", "::group::timer.cancel (must)", "::endgroup::",
      "::group::execution.serial (must, error)", "::endgroup::",
      "::notice title=Reactor Standard::mine does not conform: 1 pass, 2 fail, 1 deviation, 1 error, 2 skip",
    ]);
    assert.ok(lines.includes("| again: npx reactor-standard test mine.mjs timer.once"));
  });

  it("warns of a SHOULD, unless it counts", () => {
    const requirements = [{ ...verdictOf("timer.once", "fail", "late"), level: "should" as const }];
    const lenient = { ...report, result: { ...result, requirements, stale: [] } };
    assert.match(github(lenient), /^::warning title=timer\.once \(should\)::called twice\n/);
    const strict = { ...lenient, result: { ...lenient.result, terms: { ...result.terms, strict: true } } };
    assert.match(github(strict), /^::error title=timer\.once \(should\)::called twice\n/);
  });

  it("lets no subject give a command", () => {
    const plain = commands(reportOf(PLAIN));
    forHostile((text, hostile) => {
      assert.deepEqual(commands(hostile), plain);
      const [first = ""] = github(hostile).split("\n");
      const message = first.slice(first.indexOf("::", 2) + 2);
      const unescaped = message.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
      assert.equal(unescaped, printable(text));
    });
  });
});

describe("the Markdown report", () => {
  const render = (of: Report): string => new MarkdownIt({ html: true, linkify: true }).render(markdown(of));
  /** What is no code, and what is code: the second is all that a subject may say. */
  const withoutCode = (rendered: string): string => rendered.replaceAll(/<code[^>]*>[^<]*<\/code>/g, "<code></code>");

  it("has the summary, then the failures with their details, then the deviations", () => {
    const text = markdown(report);
    assert.ok(text.startsWith("## `mine 1.2` does not conform\n"));
    assert.ok(text.includes("| area | pass | fail | deviation | error | skip |\n|---|---:|---:|---:|---:|---:|\n"
      + "| timer | 1 | 2 | 1 |  |  |\n"));
    assert.ok(text.includes("\n#### `timer.once` (must)\n\n> The rule of timer.once.\n\n`called twice`\n\n<details>"));
    assert.ok(text.includes("\n- `timer.many` (must): `It scrambles.` `https://example.org/1`\n"));
    const titles = [...text.matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    assert.deepEqual(titles, ["Against the run", "Failures", "Not judged", "Known deviations"]);
  });

  it("keeps all that a subject says in code", () => {
    const plain = withoutCode(render(reportOf(PLAIN)));
    forHostile((text, hostile) => {
      if (text.trim() === "") return;
      assert.equal(withoutCode(render(hostile)), plain);
    });
  });

  it("stays short enough for a comment, and names what it has no room for", () => {
    const ids = Array.from({ length: 2000 }, (_, i) => `timer.rule-${i}`);
    const of = (verdict: Verdict): RequirementResult[] =>
      ids.map((id) => verdictOf(`${id}.${verdict}`, verdict, `it is so: ${id} ${"x".repeat(500)}`));
    const requirements = [...of("fail"), ...of("error"), ...of("deviation")];
    const text = markdown({ ...report, result: { ...result, requirements, stale: ids } });
    assert.ok(text.length < 65_536, String(text.length));
    assert.match(text, /\nAnd, without their details: `timer\.rule-\d+\.fail`, .* and \d+ more\.\n/);
  });
});

describe("the HTML report", () => {
  const elements = (of: Report): Element[] => elementsOf(parseXml(html(of).replace("<!DOCTYPE html>\n", "")));

  it("has the failures first, with all that there is to know", () => {
    const page = html(report);
    const places = ["does not conform", "Against the run", "Failures", "Not judged", "Known deviations",
      "All requirements"].map((title) => page.indexOf(title));
    assert.deepEqual(places, [...places].sort((a, b) => a - b));
    for (const part of [
      "The rule of timer.once.", "called twice", "spec/04-timed-calls.md#timer.once",
      "npx reactor-standard test mine.mjs timer.once", "two\\u0007", "a second finding",
      '<tr class="forbidden"><td><strong title="what speaks against it">&gt;</strong> 9</td>'
        + '<td>1.950</td><td class="in-1"><bdi>enter timedCall depth=2 call=a</bdi></td></tr>',
    ]) assert.ok(page.includes(part), part);
  });

  it("loads nothing, runs nothing, and says so", () => {
    const all = elements(report);
    const tags = new Set(all.map(({ tag }) => tag));
    for (const tag of ["script", "link", "img", "iframe", "object", "embed", "form", "base"]) assert.ok(!tags.has(tag));
    assert.deepEqual(all.filter(({ attributes }) => "style" in attributes || "src" in attributes), []);
    const [policy] = all.filter(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
    assert.match(policy?.attributes["content"] ?? "",
      /^default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'$/);
    assert.doesNotMatch(html(report), /url\(|@import|javascript:/);
  });

  it("offers each verdict that was given, and can hide what is of another", () => {
    const offered = elements(report).filter(({ tag }) => tag === "input").map(({ attributes }) => attributes["value"]);
    assert.deepEqual(offered, ["all", "pass", "fail", "deviation", "error", "skip"]);
    for (const verdict of offered.slice(1)) assert.ok(html(report).includes(`input[value="${verdict}"]:checked`));
  });

  it("links to the web alone", () => {
    const linksOf = (link: string): (string | undefined)[] => {
      const expectations = [{ requirement: "timer.many", reason: "It scrambles.", link }];
      return elements({ ...report, result: { ...result, terms: { ...result.terms, expectations } } })
        .filter(({ tag, attributes }) => tag === "a" && attributes["rel"] !== undefined)
        .map(({ attributes }) => attributes["href"]);
    };
    assert.deepEqual(linksOf('https://example.org/"a'), ['https://example.org/"a']);
    for (const link of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//example.org"]) {
      assert.deepEqual(linksOf(link), []);
    }
  });

  it("keeps what a subject says a text, and loses none of it", () => {
    const shape = (of: Report): string[] => elements(of).map(({ tag, attributes }) =>
      [tag, ...Object.keys(attributes)].join(" "));
    const plain = shape(reportOf(PLAIN));
    forHostile((text, hostile) => {
      if (text.trim() === "" || /^https?:\/\//i.test(text)) return;
      const all = elements(hostile);
      assert.deepEqual(shape(hostile), plain);
      const said = all[all.findIndex(({ attributes }) => attributes["class"] === "says") + 1];
      assert.equal(said?.text, printable(text));
    });
  });
});

describe("every report", () => {
  it("is short, however much a subject says", () => {
    for (const text of longTexts) {
      for (const [name, reporter] of Object.entries(reporters)) {
        if (name === "json") continue;
        const { length } = reporter(reportOf(text), { colours: false });
        assert.ok(length < 250_000, `${name}: ${length}`);
      }
    }
  });

  it("has on a terminal no character that steers it, but for its own colours", () => {
    forHostile((_, hostile) => {
      assert.doesNotMatch(pretty(hostile, { colours: false }), /[^\P{Cc}\n]|[\p{Cf}\p{Cs}]/u);
    });
  });
});
