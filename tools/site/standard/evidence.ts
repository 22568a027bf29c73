import type { Requirement } from "../../../spec/requirement.js";
import { explanation, type ExplainedScenario } from "../../../conformance/explain/explanation.js";
import { evidenceInBrief } from "../../../conformance/explain/explanation-text.js";
import type { ScenarioWords } from "../../../conformance/explain/scenario-words.js";
import type { Recording } from "../../../conformance/recordings/recording.js";
import { readRecordings } from "../../../conformance/recordings/recording-files.js";
import { sequenceFigure } from "../../drawing/sequence.js";
import { textMarkup } from "../../drawing/text-markup.js";
import { recordedChapters } from "../../recording/record-chapter.js";

/**
 * What shows that a requirement is checked, as one `details.evidence`; markup: each scenario in words and drawn from a
 * recorded run, what breaks the requirement on purpose, and the commands that show both. The command `explain` says the
 * same.
 */
export function evidence(requirement: Requirement): string {
  const { id, checked, provedBy, commands } = explanation(requirement, []);
  return [
    `<details class="evidence"><summary>${evidenceInBrief({ checked, provedBy })}</summary>`,
    ...(checked.by === "nobody" ? [`<p>No scenario: ${textMarkup(checked.reason)}</p>`] : []),
    ...(checked.by === "agent check" ? ["<p>The check of an agent, before its reactor is judged.</p>"] : []),
    ...(checked.by === "scenarios" ? scenarioParts(checked.scenarios, id) : []),
    ...(provedBy.does.length === 0 ? [] : [
      `<div class="faults"><p>Proved by ${article(provedBy.who)} that</p><ul>`
        + `${provedBy.does.map((each) => `<li>${textMarkup(each)}</li>`).join("")}</ul></div>`,
    ]),
    `<p class="commands">See for yourself: ${[commands.judge, ...(commands.prove === null ? [] : [commands.prove])]
      .map((each) => `<code>${textMarkup(each)}</code>`).join(" ")}</p>`,
    "</details>",
  ].join("\n");
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

/** The scenarios in words, then those that are others over another kind of connections, by their titles alone. */
function scenarioParts(scenarios: readonly ExplainedScenario[], requirement: string): readonly string[] {
  const own = scenarios.filter(({ words }) => words !== null);
  const variants = scenarios.filter(({ words }) => words === null);
  return [
    ...own.map((scenario, index) => scenarioPart(scenario, requirement, index === 0)),
    ...(variants.length === 0 ? [] : [
      `<ul class="variants">${variants.map((each) => `<li>${heading(each)}</li>`).join("")}</ul>`,
    ]),
  ];
}

/** The name and the title of a scenario. That of one over other connections leads to where the one that it is as is. */
function heading({ id, title, variantOf }: ExplainedScenario): string {
  const name = `<code>${id}</code>`;
  const [original] = variantOf?.split("/") ?? [];
  return `${original === undefined ? name : `<a href="#${original}">${name}</a>`}: ${inCode(title)}`;
}

function scenarioPart(scenario: ExplainedScenario, requirement: string, isFirst: boolean): string {
  const { words } = scenario;
  return `<div class="scenario"><p class="title">${heading(scenario)}</p>${words === null ? "" : wordList(words)}`
    + `${drawing(scenario.id, requirement, isFirst)}</div>`;
}

const parts = ["given", "when", "then"] as const;

function wordList(words: ScenarioWords): string {
  const rows = parts.filter((part) => words[part].length > 0).map((part) =>
    `<div><dt>${part.slice(0, 1).toUpperCase()}${part.slice(1)}</dt>`
    + `${words[part].map((sentence) => `<dd>${inCode(sentence)}</dd>`).join("")}</div>`);
  return `<dl>${rows.join("")}</dl>`;
}

/** A recording, and the subject and its version of whose run it is. */
interface Recorded {
  readonly recording: Recording;
  readonly subject: string;
}

let recordings: ReadonlyMap<string, Recorded> | null = null;

function recordedRuns(): ReadonlyMap<string, Recorded> {
  return new Map(recordedChapters.flatMap((chapter) => {
    const { subject, version, recordings: own } = readRecordings(chapter);
    return own.map((recording) => [recording.scenario, { recording, subject: `${subject} ${version}` }] as const);
  }));
}

/** A drawing of the scenario's run: open for the first, and at its own requirement alone, where others link to. */
function drawing(scenario: string, requirement: string, isFirst: boolean): string {
  recordings ??= recordedRuns();
  const recorded = recordings.get(scenario);
  if (recorded === undefined || !isTelling(recorded.recording)) return "";
  const [own = ""] = scenario.split("/");
  if (own !== requirement) return `<p class="elsewhere"><a href="#${own}">A run of it is drawn at ${own}.</a></p>`;
  const figure = sequenceFigure(recorded.recording, recorded.subject);
  return isFirst ? figure : `<details><summary>A run of it</summary>${figure}</details>`;
}

/** Of what code does by itself there is often nothing to see but its result. */
function isTelling({ rows }: Recording): boolean {
  return rows.filter(({ kind }) => kind === "enter" || kind === "arrow" || kind === "reply").length > 1;
}

/** A sentence with the names of the interface as code: those with a capital inside, and those of connections. */
function inCode(sentence: string): string {
  return sentence.split(/("(?:\\.|[^"\\])*")/).map((part, index) => index % 2 === 1
    ? textMarkup(part)
    : textMarkup(part).replaceAll(/\b(?:[a-z]+[A-Z]\w*|\w+#\d+|\w+\(\))(?!\w)/g, "<code>$&</code>")).join("");
}

/** The style of the evidence. */
export const evidenceStyle = `
.evidence .scenario { margin: .75rem 0 1.5rem; }
.evidence .title { margin: .5rem 0; font-weight: 600; }
.evidence .title code { font-weight: 400; }
.evidence dl { margin: .5rem 0; }
.evidence dl > div { display: grid; grid-template-columns: 3.5rem 1fr; gap: .15rem .5rem; margin: .35rem 0; }
.evidence dt { color: var(--quiet); font-weight: 600; grid-column: 1; }
.evidence dd { margin: 0; grid-column: 2; }
.evidence ul { margin: .25rem 0 .75rem; padding-left: 1.25rem; }
.evidence .faults > p, .evidence .commands { margin: .5rem 0 .25rem; }
.evidence .commands code { display: block; }
`;
