import { UsageError } from "../driver/usage-error.js";
import { explanation } from "../explain/explanation.js";
import { explanationText } from "../explain/explanation-text.js";
import { keptResults } from "../results/kept-results.js";
import type { Command } from "./command.js";
import { findRequirement, formerId } from "./find-requirement.js";

/** Of what `--json` prints. */
const schemaVersion = 1;

export const explain: Command = {
  name: "explain",
  summary: "say what a requirement asks for, why, how it is checked, and who keeps it",
  synopsis: ["explain [--json] ID"],
  about: [`Prints the sentence of the requirement, its intent, what was seen in real reactors, the scenarios that check
    it, each as what is given, what is done and what the trace then shows, the faulty reactors that prove that they do,
    and how the reactors stand to it whose results are kept with the kit. The page of the standard says the same.`],
  options: { json: { about: "Print a JSON object of the same." } },
  examples: [["Understand a failure", "reactor-standard explain timer.order.equal-deadline"]],
  run(args, terminal) {
    const [word, ...more] = args.positionals;
    if (word === undefined) throw new UsageError("ID is missing: which requirement?");
    if (more.length > 0) throw new UsageError(`one requirement at a time: ${more.join(" ")} is too much`);
    const requirement = findRequirement(word);
    const explained = explanation(requirement, keptResults());
    const notice = formerId(word, requirement);
    if (notice !== null) terminal.diagnose(notice);
    terminal.write(args.has("json")
      ? `${JSON.stringify({ schemaVersion, ...explained }, null, 2)}\n`
      : explanationText(explained, terminal.colours));
    return Promise.resolve(0);
  },
};
