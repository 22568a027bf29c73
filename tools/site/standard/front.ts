import { edition } from "../../../spec/edition.js";
import { levels, type Requirement } from "../../../spec/requirement.js";
import { selfLink } from "./chapter.js";
import { citations } from "./citations.js";
import { levelCounts } from "./requirement-index.js";

/** The head of the page: what it is, of which version and day, and where to go from it; markup. */
export function titleBlock(requirements: readonly Requirement[]): string {
  return [
    '<header class="title">',
    "<h1>The Reactor Standard</h1>",
    '<p class="lead">What a program can rely on when it hands its callbacks to an event loop: which callback is called'
      + " when, in which order, and what each call of the loop’s own methods does.</p>",
    '<dl class="facts">',
    fact("Status", edition.draft ? "Draft" : "Standard"),
    fact("Version", edition.version),
    fact("Date", `<time>${edition.date}</time>`),
    fact("Requirements", `${requirements.length}: ${levelCounts(requirements)}`),
    fact("Evidence", '<a href="coverage.html">how each is checked</a>, '
      + '<a href="matrix.html">which reactors keep it</a>'),
    fact("Changes", '<a href="redline.html">from version to version</a>'),
    fact("For machines", '<a href="spec.json">spec.json</a>, <a href="reactor.d.ts">reactor.d.ts</a>'),
    fact("Licence", "text under CC0 1.0, code under MIT-0"),
    "</dl>",
    citations(null),
    "</header>",
  ].join("\n");
}

function fact(name: string, value: string): string {
  return `<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

const weights = {
  must: "A reactor that does otherwise does not conform.",
  should: "A reactor that does otherwise conforms, and owes its users the reason.",
  may: "The sentence tells programs what they cannot count on.",
} as const;

/** How to read the page; markup. */
export function howToRead(): string {
  return [
    '<section id="how-to-read">',
    `<h2>How to read this page ${selfLink("how-to-read", "How to read this page")}</h2>`,
    "<p>The standard consists of requirements. Each has a permanent id, by which reports, issues and code cite it, "
      + "and one normative sentence. Its intent says why the rule is there; its prior art, what was seen in real "
      + "reactors. Below them stands what shows that the rule is checked: the scenarios that look for it, and the "
      + "faulty reactors that break it and are caught. The prose between requirements is informative.</p>",
    '<dl class="levels">',
    ...levels.map((level) =>
      `<div><dt><span class="level ${level}">${level.toUpperCase()}</span></dt><dd>${weights[level]}</dd></div>`),
    "</dl>",
    '<p>A requirement belongs to a <a href="#profiles">profile</a>, and binds the reactors that claim it. A step that '
      + 'is marked <span class="user-code">calls user code</span> can enter a callback of the program, which can call '
      + "any method of the reactor before it returns.</p>",
    "</section>",
  ].join("\n");
}
