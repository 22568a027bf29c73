import type { Result } from "../../../conformance/results/result.js";
import { requirements } from "../../../spec/requirements.js";
import { sequenceStyle } from "../../drawing/sequence-style.js";
import type { Spec } from "../../spec/spec.js";
import { clientScript } from "../client-script.js";
import { frame } from "../frame.js";
import { readResults } from "../results.js";
import type { Page, Source } from "../site.js";
import { appendicesOf } from "./appendices.js";
import { chapterSection, type ChapterForm } from "./chapter.js";
import { chipsStyle } from "./chips.js";
import { codeStyle } from "./code-style.js";
import { contents, partsOf } from "./contents.js";
import { evidenceStyle } from "./evidence.js";
import { filters } from "./filters.js";
import { howToRead, titleBlock } from "./front.js";
import { usesAnchor } from "./glossary.js";
import { layoutStyle } from "./layout-style.js";
import { markdownOf } from "./markdown.js";
import { Places } from "./places.js";
import { proseStyle } from "./prose-style.js";
import { requirementArticle } from "./requirement-article.js";
import { levelCounts } from "./requirement-index.js";
import { requirementStyle } from "./requirement-style.js";
import { sectionSizes } from "./section-sizes.js";
import { usesOfRequirements, usesOfTerms } from "./uses.js";

/** The standard as one page. */
export function standardPage(source: Source): Page {
  const { spec } = source;
  const places = new Places(spec);
  const results = readResults();
  const form = chapterForm(spec, places, results);
  const chapters = spec.chapters.map(({ file, source: text }) => chapterSection(file, text, form, tally(file)));
  const appendices = appendicesOf(spec, places, form);
  const parts = spec.chapters.flatMap(({ headings }) =>
    partsOf(headings.map(({ anchor, title, depth }) =>
      ({ anchor: anchor ?? "", title: title.replaceAll("`", ""), depth }))));
  return frame({
    name: "spec.html",
    title: `The Reactor Standard ${spec.version}`,
    description: "What a program can rely on when it hands its callbacks to an event loop, requirement by requirement.",
    styles: [
      proseStyle, codeStyle, chipsStyle, requirementStyle, evidenceStyle, sequenceStyle, layoutStyle,
      sectionSizes(spec.chapters),
    ],
    scripts: [clientScript("standard-page")],
    controls: '<button type="button" class="open-contents" popovertarget="side">Contents</button>',
    aside: [
      '<div id="side" popover>',
      '<button type="button" class="close-contents" popovertarget="side" popovertargetaction="hide">Close</button>',
      filters(results),
      contents([{ anchor: "how-to-read", title: "How to read this page", parts: [] }, ...parts], appendices),
      "</div>",
    ].join("\n"),
    main: [
      titleBlock(requirements), howToRead(), ...chapters, ...appendices.map(({ markup }) => markup),
    ].join("\n"),
  }, source);
}

/** What a chapter requires, in numbers; markup. */
function tally(file: string): string {
  const own = requirements.filter(({ chapter }) => chapter === file);
  const profiles = [...new Set(own.map(({ profile }) => profile))];
  if (own.length === 0) return "";
  const [first] = own;
  const alike = own.every(({ level }) => level === first?.level);
  const levels = alike ? `all ${first?.level.toUpperCase()}` : levelCounts(own);
  return `<p class="tally">${own.length} requirements: ${levels}. `
    + `${profiles.length === 1 ? "Profile" : "Profiles"} ${profiles.join(", ")}.</p>\n`;
}

function chapterForm(spec: Spec, places: Places, results: readonly Result[]): ChapterForm {
  const known = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const [ofTerms, ofRequirements] = [usesOfTerms(spec), usesOfRequirements(spec)];
  return {
    markdown: markdownOf(places),
    requirement(written, depth) {
      const requirement = known.get(written.id);
      if (requirement === undefined) throw new Error(`${written.id} is not extracted: npm run extract`);
      return requirementArticle(written, depth, { requirement, results, uses: ofRequirements.get(written.id) ?? [] });
    },
    afterTerm(name) {
      const count = ofTerms.get(name)?.length ?? 0;
      const words = count === 1 ? "used once" : `used in ${count} places`;
      return ` <a class="used" href="#${usesAnchor(name)}">${words}</a>`;
    },
  };
}
