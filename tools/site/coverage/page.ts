import { requirements } from "../../../spec/requirements.js";
import { frame } from "../frame.js";
import { tableStyle } from "../matrix/style.js";
import type { Page, Source } from "../site.js";
import { chaptersTable } from "./chapters-table.js";
import { coverageOf, holesOf } from "./coverage.js";
import { holesSection } from "./holes.js";
import { requirementsTable } from "./requirements-table.js";

/** The page of requirements × scenarios × faulty reactors: what is not checked stands first. */
export function coveragePage(source: Source): Page {
  const covered = coverageOf(requirements);
  const main = [
    "<h1>What is checked, and what proves it</h1>",
    "<p>A requirement is <b>tested</b> if a scenario of the conformance kit checks it. It is <b>proven</b> if there is "
      + "a faulty reactor that breaks it and that is caught for that, and for no other reason: <code>reactor-standard "
      + "prove</code> makes every one of them and judges it. This page is made of the "
      + "requirements, the scenarios and the faulty reactors themselves.</p>",
    holesSection(holesOf(covered), source),
    '<h2 id="chapters">By chapter</h2>',
    chaptersTable(covered, source),
    '<h2 id="requirements">Every requirement</h2>',
    "<p>A scenario that is played over other kinds of connections as well counts once; how many more it makes is said "
      + "beside it. An id leads to its requirement.</p>",
    requirementsTable(covered, source),
  ];
  return frame({
    name: "coverage.html", title: "Coverage: the Reactor Standard",
    description: "Which scenarios check each requirement of the Reactor Standard, and which faulty reactors prove it.",
    main: main.join("\n"), styles: [tableStyle, coverageStyle],
  }, source);
}

const coverageStyle = `
.holes li { margin: .3rem 0; }
.holes summary { cursor: pointer; }
.chapters .none { color: var(--quiet); }
.hole { color: var(--inconclusive); font-weight: 600; }
.covered td ul { margin: 0; padding-left: 1.1rem; }
.covered td:nth-child(3) { min-width: 5rem; }
.covered tbody th[scope="row"] { min-width: 11rem; overflow-wrap: anywhere; }
.covered td:is(:nth-child(4), :nth-child(5)) { min-width: 16rem; }
`;
