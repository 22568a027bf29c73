import { compare, type Comparison, type Group } from "../../../conformance/results/comparison.js";
import type { Result } from "../../../conformance/results/result.js";
import { standings } from "../../../conformance/results/standing.js";
import { requirements } from "../../../spec/requirements.js";
import { frame } from "../frame.js";
import type { Page, Source } from "../site.js";
import { reasonsOf } from "./reasons.js";
import { matrixStyle } from "./style.js";
import { subjectsTable } from "./subjects-table.js";
import { verdictsTable } from "./verdicts-table.js";

/** The page of reactors × requirements. All that it says of a reactor comes of a result that a run has left. */
export function matrixPage(source: Source, results: readonly Result[]): Page {
  const comparisons = compare(results, requirements);
  return frame({
    name: "matrix.html", title: "Reactors by requirement: the Reactor Standard",
    description: "How real reactors and shims stand to each requirement of the Reactor Standard, from runs of its kit.",
    main: [...intro, ...comparisons.flatMap((each) => sectionOf(each, source))].join("\n"),
    styles: [matrixStyle],
  }, source);
}

const intro = [
  "<h1>Reactors by requirement</h1>",
  "<p>Each column is a run of the conformance kit on one subject. Nothing on this page is written by hand: "
    + "<code>npm run matrix</code> judges the subjects that come with the kit and keeps what each run came to in a "
    + "file of <code>conformance/results/</code>, with the digest of the whole report; this page is made of these files. "
    + "<code>reactor-standard doctor</code> says which of them a machine can run.</p>",
  '<ul class="legend">',
  ...Object.entries(standings).map(([name, { words, mark, means }]) =>
    `<li><span class="${name}"><span aria-hidden="true">${mark}</span> ${words}</span>: ${means}.</li>`),
  "</ul>",
];

const titles = { reactors: "Reactors", shims: "Shims" } as const;

function sectionOf(comparison: Comparison, source: Source): string[] {
  const { kind, rows } = comparison;
  const count = (group: Group): number => rows.filter((row) => row.group === group).length;
  return [
    `<section id="${kind}">`,
    `<h2>${titles[kind]}</h2>`,
    subjectsTable(comparison),
    `<h3 id="${kind}-verdicts">Verdicts on ${kind}</h3>`,
    `<p>Of the ${rows.length} requirements of ${kind}, ${count("divergent")} divide the subjects: one keeps what `
      + `another does not. ${count("broken")} are kept by none, ${count("kept")} by all that were judged, and by `
      + `${count("open")} nobody was judged. A row leads to its requirement, and a deviation to its reason.</p>`,
    verdictsTable(comparison, source),
    `<h3 id="${kind}-reasons">Reasons</h3>`,
    ...comparison.subjects.map((subject) => reasonsOf(comparison, subject)),
    "</section>",
  ];
}
