import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import { citation, citationForms, type CitationForm } from "../explain/citation.js";
import { cited, type Cited } from "../explain/cited.js";
import type { Command } from "./command.js";
import { findRequirement, formerId } from "./find-requirement.js";

export const cite: Command = {
  name: "cite",
  summary: "cite a requirement, or the standard as a whole",
  synopsis: ["cite [ID] [--format FORM] [--base URL]"],
  about: [
    `Prints what to put into a discussion, a page or a list of references, with the sentence, the id, the version and
    its date: the same text as on the page of the standard. Without ID, the standard as a whole is cited. A former id
    cites the requirement by its present one, and a diagnostic says so.`,
    `As long as the pages have no address, which would be the homepage in package.json, a citation names the file in the
    repository, and has no link: what leads nowhere is not given as an address.`,
  ],
  options: {
    format: { value: "FORM", about: `One of ${citationForms.join(", ")}; plain by default. csl is CSL-JSON.` },
    base: { value: "URL", about: "The address below which the pages are published." },
  },
  examples: [
    ["Quote a rule in an issue", "reactor-standard cite timer.order.equal-deadline --format markdown"],
    ["Add the standard to a bibliography", "reactor-standard cite --format bibtex >> references.bib"],
  ],
  run(args, terminal) {
    const [word, ...more] = args.positionals;
    if (more.length > 0) throw new UsageError(`one requirement at a time: ${more.join(" ")} is too much`);
    const form = formOf(args.values("format")[0]);
    const requirement = word === undefined ? null : findRequirement(word);
    const [base] = args.values("base");
    const text = citation(form, base === undefined ? cited(requirement) : below(base, () => cited(requirement, base)));
    const notice = requirement === null ? null : formerId(word, requirement);
    if (notice !== null) terminal.diagnose(notice);
    terminal.write(`${text}\n`);
    return Promise.resolve(0);
  },
};

function formOf(word = "plain"): CitationForm {
  const form = citationForms.find((each) => each === word);
  if (form === undefined) {
    throw new UsageError(`no form ${word}${didYouMean(word, citationForms)} (${citationForms.join(", ")})`);
  }
  return form;
}

function below(base: string, make: () => Cited): Cited {
  try {
    return make();
  } catch {
    throw new UsageError(`--base needs an address such as https://example.org/reactor/, not ${base}`);
  }
}
