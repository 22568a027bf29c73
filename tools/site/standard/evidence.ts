import type { Requirement } from "../../../spec/requirement.js";
import { agentFaults } from "../../../conformance/faulty/agents/index.js";
import { faults } from "../../../conformance/faulty/index.js";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { scenarios } from "../../../conformance/scenarios/index.js";

/** What shows that a requirement is checked, as one `details.evidence`; markup. */
export function evidence({ id, test }: Requirement): string {
  const own = scenarios.filter(({ checks }) => checks.includes(id));
  const breaking = [...faults, ...agentFaults].filter(({ breaks }) => breaks === id);
  const summary = test.kind === "none" ? "Not checked"
    : `Checked by ${count(own.length, "scenario")}, proved by ${count(breaking.length, "faulty reactor")}`;
  return [
    `<details class="evidence"><summary>${summary}</summary>`,
    ...(test.kind === "none" ? [`<p>${escapeMarkup(test.reason)}</p>`] : []),
    ...(own.length === 0 ? [] : ["<ul>", ...own.map(({ title }) => `<li>${escapeMarkup(title)}</li>`), "</ul>"]),
    ...(breaking.length === 0 ? [] : ["<p>Each of these is caught for it:</p>", "<ul>",
      ...breaking.map(({ does }) => `<li>${escapeMarkup(does)}</li>`), "</ul>"]),
    "</details>",
  ].join("\n");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
