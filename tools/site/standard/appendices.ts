import { readFileSync } from "node:fs";
import { requirements } from "../../../spec/requirements.js";
import { reactorModule } from "../../spec/generated.js";
import { specDirectory, type Spec } from "../../spec/spec.js";
import { chapterSection, selfLink, type ChapterForm } from "./chapter.js";
import type { Part } from "./contents.js";
import { glossary } from "./glossary.js";
import { notSpecified, type Places } from "./places.js";
import { referenceList } from "./reference-list.js";
import { requirementIndex } from "./requirement-index.js";
import { usesOfAddresses, usesOfTerms } from "./uses.js";
import { wholeInterface } from "./whole-interface.js";

/** A section behind the chapters. */
export interface Appendix extends Part {
  readonly markup: string;
}

/** The level of the headings in an appendix. */
const depth = 3;

/** What stands behind the chapters, in its order. */
export function appendicesOf(spec: Spec, places: Places, form: ChapterForm): readonly Appendix[] {
  return [
    appendix("interface", "The interface as a whole", [
      "<p>Every type of the standard with the members that all chapters give it, without their comments. Each name "
        + "leads to the block that declares it first.</p>",
      wholeInterface(reactorModule(spec.chapters), places),
    ].join("\n")),
    appendix("glossary", "Glossary", glossary(spec.chapters, form.markdown, usesOfTerms(spec))),
    appendix("index", "Index of requirements", requirementIndex(requirements, depth)),
    {
      anchor: notSpecified, title: "What the standard leaves open", parts: [],
      markup: chapterSection("not-specified.md", readText("not-specified.md"), form),
    },
    appendix("references", "References", referenceList(usesOfAddresses(spec), depth)),
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

function readText(file: string): string {
  return readFileSync(new URL(file, specDirectory), "utf8");
}
