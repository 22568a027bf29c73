import { escapeMarkup } from "./escape-markup.js";
import type { Failure } from "./failure.js";
import type { TraceRow } from "./trace-rows.js";

/** A failure as an article, which its reader can fold. */
export function failureArticle(failure: Failure): string {
  const { id, level, verdict, sentence, says, howOften, endedEarly, scenario, diagnostics, others } = failure;
  return [
    `<article data-verdict="${verdict}" id="${escapeMarkup(id)}">`,
    "<details open>",
    `<summary><span class="${verdict}">${verdict}</span> <code>${escapeMarkup(id)}</code> `
      + `<small>${level}</small></summary>`,
    ...(sentence === null ? [] : [`<blockquote>${prose(sentence)}</blockquote>`]),
    `<p class="says"><bdi>${escapeMarkup(says)}</bdi>${howOften === null ? "" : ` (${howOften})`}</p>`,
    ...(endedEarly === null ? [] : [`<p>The scenario ended early: <bdi>${escapeMarkup(endedEarly)}</bdi></p>`]),
    ...(scenario === null ? [] : [
      `<p>In the scenario <code>${escapeMarkup(scenario.id)}</code>`
        + `${scenario.title === null ? "" : `: ${escapeMarkup(scenario.title)}`}</p>`,
    ]),
    ...traceTable(failure),
    ...(diagnostics.length === 0
      ? []
      : ["<p>Its diagnostics end with:</p>", `<pre>${escapeMarkup(diagnostics.join("\n"))}</pre>`]),
    ...(others.length === 0 ? [] : [
      `<details><summary>${others.length} more ${others.length === 1 ? "finding" : "findings"} against it</summary>`,
      `<ul>${others.map((each) => `<li><bdi>${escapeMarkup(each)}</bdi></li>`).join("")}</ul>`, "</details>",
    ]),
    ...whereToGo(failure),
    "</details>",
    "</article>",
  ].join("\n");
}

function whereToGo({ permalink, rerun }: Failure): string[] {
  return [
    "<dl>",
    ...(permalink === null ? [] : [`<div><dt>rule</dt><dd><code>${escapeMarkup(permalink)}</code></dd></div>`]),
    `<div><dt>again</dt><dd><code class="command">${escapeMarkup(rerun)}</code></dd></div>`,
    "</dl>",
  ];
}

function traceTable({ trace, legend }: Failure): string[] {
  if (trace.length === 0) return [];
  return [
    '<div class="trace"><table>',
    `<caption>${escapeMarkup(legend)}</caption>`,
    '<thead><tr><th scope="col">#</th><th scope="col">ms</th><th scope="col">event</th></tr></thead>',
    "<tbody>", ...trace.map(traceRow), "</tbody>",
    "</table></div>",
  ];
}

function traceRow(row: TraceRow): string {
  if (row.kind === "gap") return `<tr class="gap"><td></td><td></td><td>${escapeMarkup(row.what)}</td></tr>`;
  const { seq, time, what, nesting, forbidden } = row;
  const marked = forbidden ? '<strong title="what speaks against it">&gt;</strong> ' : "";
  return `<tr${forbidden ? ' class="forbidden"' : ""}><td>${marked}${seq}</td><td>${time}</td>`
    + `<td class="in-${nesting}"><bdi>${escapeMarkup(what)}</bdi></td></tr>`;
}

/** A normative sentence, in which code stands in backticks. */
function prose(sentence: string): string {
  return sentence.split(/(`[^`]*`)/).map((part) => part.startsWith("`") && part.length > 1
    ? `<code>${escapeMarkup(part.slice(1, -1))}</code>`
    : escapeMarkup(part)).join("");
}
