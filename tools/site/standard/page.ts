import { readFileSync } from "node:fs";
import { requirements } from "../../../spec/requirements.js";
import { specDirectory } from "../../spec/spec.js";
import { reactorModule } from "../../spec/generated.js";
import { sequenceStyle } from "../../drawing/sequence-style.js";
import { clientScript } from "../client-script.js";
import { frame } from "../frame.js";
import { readResults } from "../results.js";
import type { Page, Source } from "../site.js";
import { chapterSection, selfLink, type ChapterForm } from "./chapter.js";
import { chipsStyle } from "./chips.js";
import { codeStyle } from "./code-style.js";
import { contents, partsOf, type Part } from "./contents.js";
import { evidenceStyle } from "./evidence.js";
import { filters } from "./filters.js";
import { howToRead, titleBlock } from "./front.js";
import { glossary, usesAnchor } from "./glossary.js";
import { layoutStyle } from "./layout-style.js";
import { markdownOf } from "./markdown.js";
import { notSpecified, Places } from "./places.js";
import { proseStyle } from "./prose-style.js";
import { referenceList } from "./reference-list.js";
import { requirementArticle } from "./requirement-article.js";
import { requirementStyle } from "./requirement-style.js";
import { levelCounts, requirementIndex } from "./requirement-index.js";
import { sectionSizes } from "./section-sizes.js";
import { usesOfAddresses, usesOfRequirements, usesOfTerms } from "./uses.js";
import { wholeInterface } from "./whole-interface.js";

/** A section behind the chapters. */
interface Appendix {
  readonly anchor: string;
  readonly title: string;
  readonly markup: string;
  readonly parts: readonly Part[];
}

/** The standard as one page. */
export function standardPage(source: Source): Page {
  const { spec } = source;
  const form = chapterForm(source);
  const chapters = spec.chapters.map(({ file, source: text }) => chapterSection(file, text, form, tally(file)));
  const appendices = appendicesOf(source, form);
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
      filters(readResults()),
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

function chapterForm({ spec }: Source): ChapterForm {
  const places = new Places(spec);
  const results = readResults();
  const known = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const [ofTerms, ofRequirements] = [usesOfTerms(spec), usesOfRequirements(spec)];
  return {
    markdown: markdownOf(places),
    requirement(written, depth) {
      const requirement = known.get(written.id);
      if (requirement === undefined) throw new Error(`${written.id} is not extracted: npm run extract`);
      return requirementArticle(written, depth, {
        requirement, results, uses: ofRequirements.get(written.id) ?? [],
      });
    },
    afterTerm(name) {
      const count = ofTerms.get(name)?.length ?? 0;
      const words = count === 1 ? "used once" : `used in ${count} places`;
      return ` <a class="used" href="#${usesAnchor(name)}">${words}</a>`;
    },
  };
}

function appendicesOf({ spec }: Source, form: ChapterForm): readonly Appendix[] {
  const places = new Places(spec);
  const open = readFileSync(new URL("not-specified.md", specDirectory), "utf8");
  return [
    appendix("interface", "The interface as a whole", [
      "<p>Every type of the standard with the members that all chapters give it, without their comments. Each name "
        + "leads to the block that declares it first.</p>",
      wholeInterface(reactorModule(spec.chapters), places),
    ].join("\n")),
    appendix("glossary", "Glossary", glossary(spec.chapters, form.markdown, usesOfTerms(spec))),
    appendix("index", "Index of requirements", requirementIndex(requirements, 3)),
    {
      anchor: notSpecified, title: "What the standard leaves open", parts: [],
      markup: chapterSection("not-specified.md", open, form),
    },
    appendix("references", "References", referenceList(usesOfAddresses(spec), 3)),
  ];
}

function appendix(anchor: string, title: string, markup: string): Appendix {
  return {
    anchor, title, parts: [],
    markup: [
      `<section class="chapter appendix" id="${anchor}">`, `<h2>${title} ${selfLink(anchor, title)}</h2>`, markup,
      "</section>",
    ].join("\n"),
  };
}
