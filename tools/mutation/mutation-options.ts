import { availableParallelism } from "node:os";
import { parse, type Options } from "../../conformance/command/options.js";
import { selectionOf } from "../../conformance/command/selection.js";
import { UsageError } from "../../conformance/driver/usage-error.js";
import { requirements } from "../../spec/requirements.js";
import type { SubjectName } from "./player-messages.js";

/** What the command line of the tool asks for. */
export interface MutationOptions {
  /** The ends of the paths of files; none takes all. */
  readonly files: readonly string[];
  /** Ids of mutants; none tries all. */
  readonly only: readonly string[];
  /** Ids and areas of requirements, whose scenarios alone are played; none plays all. */
  readonly select: readonly string[];
  readonly subjects: readonly SubjectName[];
  readonly jobs: number;
  readonly patience: number;
  readonly list: boolean;
  readonly json: boolean;
}

const PATIENCE_MS = 2500;

const options: Options = {
  file: { value: "NAME", repeatable: true, about: "" },
  only: { value: "ID", repeatable: true, about: "" },
  subject: { value: "NAME", repeatable: true, about: "" },
  jobs: { value: "N", about: "" },
  patience: { value: "MS", about: "" },
  list: { about: "" },
  json: { about: "" },
  help: { about: "" },
};

export const help = `\
mutation: changes the core of the reference in one place at a time, and looks whether a scenario fails

Usage
  npm run mutation -- [--file NAME] [--only ID] [--subject NAME] [--jobs N] [--patience MS] [--json] [AREA|ID ...]
  npm run mutation -- --list [--file NAME]

Options
  --file NAME    Only mutants of this file, such as timed-calls.ts. Repeatable.
  --only ID      Only this mutant, by the id that it is listed with. Repeatable.
  --subject NAME What plays the scenarios: simulated, node; or one after the other, which is the default: then what
                 survives on the simulated reactor, and is not listed, is tried on Node's. Repeatable.
  --jobs N       How many processes share the work: by default, one for each processor.
  --patience MS  How long to try one mutant, in processor time that its scenarios take without it: by default
                 ${PATIENCE_MS}. A survivor that is not listed is then tried by every scenario that reaches it.
  --list         Print the mutants, and try none.
  --json         Print what came of each as JSON.

tools/mutation/survivors.json lists the survivors that are known, with the reason: equivalent, where nobody can tell
them from the original; unspecified, where what they change is left open; gap, where the standard speaks of it and no
scenario sees it yet. With areas or ids of requirements only their scenarios are played, and the list is not checked.

Exit codes
  0  every survivor is listed with its reason, and enough of the mutants that are not equivalent are killed
  1  not so: each line on standard error says why
  2  the command line is wrong
  3  no result: the unchanged reference fails, or the tool broke
`;

/** @throws UsageError for what makes no sense. Null: the help is asked for. */
export function optionsOf(words: readonly string[]): MutationOptions | null {
  const args = parse(words, options);
  if (args.has("help")) return null;
  const subjects = args.values("subject");
  return {
    files: args.values("file"), only: args.values("only"), select: selectionOf(args.positionals, requirements),
    subjects: subjects.length === 0 ? ["simulated", "node"] : subjects.map(subjectOf),
    jobs: wholeNumber("--jobs", args.values("jobs")[0]) ?? availableParallelism(),
    patience: wholeNumber("--patience", args.values("patience")[0]) ?? PATIENCE_MS,
    list: args.has("list"), json: args.has("json"),
  };
}

function subjectOf(name: string): SubjectName {
  if (name === "simulated" || name === "node") return name;
  throw new UsageError(`--subject needs simulated or node, not ${name}`);
}

function wholeNumber(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new UsageError(`${option} needs a whole number of at least 1, not ${text}`);
}
