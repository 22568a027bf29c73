import { createHash } from "node:crypto";
import type { RequirementResult, Verdict } from "../oracle/results.js";
import { deviationsOf, type Deviation } from "./deviations.js";
import { escapeMarkup } from "./escape-markup.js";
import { failuresOf, undecidedOf } from "./failure.js";
import { headingOf } from "./heading.js";
import { failureArticle } from "./html-failure.js";
import { htmlStyle } from "./html-style.js";
import { printable } from "./printable.js";
import type { Report } from "./report.js";
import { byArea, conclusionOf, counts, remarks, verdicts } from "./verdicts.js";

/**
 * A page in one file, for whoever opens it: nothing in it is loaded or run, and the policy that it states forbids that.
 * It shows the failures first; a choice of one verdict hides the others, without a script.
 */
export function html(report: Report): string {
  const { subject } = headingOf(report);
  const { says, weight } = conclusionOf(report.result);
  const failures = failuresOf(report);
  const undecided = undecidedOf(report);
  return `${[
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeMarkup(`${subject} ${says}`)}</title>`,
    `<style>${htmlStyle}</style>`,
    "</head>",
    "<body>",
    "<header>",
    `<h1><bdi>${escapeMarkup(subject)}</bdi> <span class="${weight}">${says}</span></h1>`,
    ...factList(report),
    "</header>",
    "<main>",
    ...choice(report),
    ...section("Against the run", "fail", remarks(report).map((each) => `<li>${escapeMarkup(printable(each))}</li>`)),
    ...articles("Failures", "fail", failures.map(failureArticle)),
    ...articles("Not judged", null, undecided.map(failureArticle)),
    ...section("Known deviations", "deviation", deviationsOf(report).map(deviationItem)),
    ...requirementTables(report),
    "</main>",
    "</body>",
    "</html>",
  ].join("\n")}\n`;
}

const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(htmlStyle).digest("base64")}'; `
  + "base-uri 'none'; form-action 'none'";

function factList(report: Report): string[] {
  const facts = headingOf(report).facts.filter(([name]) => name !== "subject" && name !== "version");
  return ["<dl>", ...facts.map(([name, value]) =>
    `<div><dt>${name}</dt><dd><bdi>${escapeMarkup(value)}</bdi></dd></div>`), "</dl>"];
}

/** Radio buttons, one a verdict that was given: the style shows what the one that is chosen is for. */
function choice({ result }: Report): string[] {
  const given = verdicts.filter((verdict) => result.requirements.some((each) => each.verdict === verdict));
  const button = (verdict: Verdict | "all", count: number): string => {
    const checked = verdict === "all" ? " checked" : "";
    const input = `<input type="radio" name="show" value="${verdict}"${checked}>`;
    return `<label class="${verdict}">${input} ${count} ${verdict}</label>`;
  };
  return [
    '<fieldset class="choice">', "<legend>Show</legend>",
    button("all", result.requirements.length),
    ...given.map((verdict) => button(verdict, result.requirements.filter((each) => each.verdict === verdict).length)),
    "</fieldset>",
  ];
}

function section(title: string, verdict: Verdict, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return [`<section data-verdict="${verdict}">`, `<h2>${title}</h2>`, "<ul>", ...items, "</ul>", "</section>"];
}

function articles(title: string, verdict: Verdict | null, parts: readonly string[]): string[] {
  if (parts.length === 0) return [];
  const shownFor = verdict === null ? 'class="undecided"' : `data-verdict="${verdict}"`;
  return [`<section ${shownFor}>`, `<h2>${title}</h2>`, ...parts, "</section>"];
}

function deviationItem({ id, level, reason, link }: Deviation): string {
  const where = link === null ? "" : ` ${linkTo(link)}`;
  return `<li><code>${escapeMarkup(id)}</code> (${level}): <bdi>${escapeMarkup(reason)}</bdi>${where}</li>`;
}

/** A link, if it leads to the web; anything else is text. */
function linkTo(address: string): string {
  const text = escapeMarkup(address);
  return /^https?:\/\//i.test(address) ? `<a href="${text}" rel="noreferrer noopener nofollow">${text}</a>` : text;
}

function requirementTables({ result }: Report): string[] {
  return ["<h2>All requirements</h2>", ...byArea(result.requirements).flatMap(([area, results]) => [
    '<section class="area">',
    `<h3>${escapeMarkup(area)} <small>${counts(results)}</small></h3>`,
    "<table>",
    "<thead><tr><th>verdict</th><th>requirement</th><th>level</th><th>remark</th></tr></thead>",
    "<tbody>", ...results.map(requirementRow), "</tbody>",
    "</table>",
    "</section>",
  ])];
}

/** What is told in an article of its own is led to. */
function requirementRow({ id, level, verdict, message }: RequirementResult): string {
  const name = escapeMarkup(printable(id));
  const hasArticle = verdict === "fail" || verdict === "inconclusive" || verdict === "error";
  const named = hasArticle ? `<a href="#${name}">${name}</a>` : name;
  const remark = message === null ? "" : `<bdi>${escapeMarkup(printable(message))}</bdi>`;
  return `<tr data-verdict="${verdict}"><td class="${verdict}">${verdict}</td><td><code>${named}</code></td>`
    + `<td>${level}</td><td>${remark}</td></tr>`;
}
