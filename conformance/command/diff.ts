import { requirementProfiles } from "../../spec/requirement.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import { styleOf } from "../report/style.js";
import { compare } from "../versions/compare.js";
import { comparisonJson } from "../versions/comparison-json.js";
import { comparisonMarkdown } from "../versions/comparison-markdown.js";
import { ofProfiles } from "../versions/of-profiles.js";
import { current, publishedVersions, readText } from "../versions/read-text.js";
import { retests } from "../versions/retest.js";
import type { Command } from "./command.js";
import { comparisonText } from "./comparison-text.js";
import type { Arguments } from "./options.js";

export const diff: Command = {
  name: "diff",
  summary: "compare two versions of the standard, by id",
  synopsis: ["diff OLD [NEW]"],
  about: [
    `Says which requirements were added, removed or renamed between two versions, whose level or sentence changed, and
    what those who claim a profile have to test again. Levels come first, told apart as stricter and laxer; in a
    changed sentence, what was removed stands as [-words-] and what was added as {+words+}.`,
    `OLD and NEW are each a version that is shipped (${published()}), ${current} for what this kit judges by, which NEW
    is by default, or a file: a snapshot as in spec/versions/, or the spec.json of the pages.`,
    `The exit code is 0 whether or not they differ, as with git diff, unless --exit-code asks for it.`,
  ],
  options: {
    "profile": { value: "NAME", repeatable: true, about: "Tell of the requirements of this profile alone." },
    "json": { about: "Print a JSON document, with the whole texts beside the marked words." },
    "markdown": { about: "Print Markdown, as for a note on a release." },
    "exit-code": { about: "End with 1 if there are differences." },
  },
  examples: [
    ["See what a reactor that was written to a draft has to catch up with", "reactor-standard diff 0.1.0-draft.1"],
    ["The same of one profile", "reactor-standard diff 0.1.0-draft.1 current --profile tcp"],
    ["Write a note on a release", "reactor-standard diff 0.1.0-draft.1 0.1.0-draft.2 --markdown"],
  ],
  run(args, terminal) {
    const [old, young = current, ...more] = args.positionals;
    if (old === undefined) throw new UsageError(`OLD is missing: a version (${published()}, ${current}) or a file`);
    if (more.length > 0) throw new UsageError(`two versions are compared: ${more.join(" ")} is too much`);
    if (args.has("json") && args.has("markdown")) throw new UsageError("--json and --markdown exclude each other");
    const profiles = profilesOf(args);
    const after = readText(young, terminal.cwd);
    const comparison = ofProfiles(compare(readText(old, terminal.cwd), after), profiles);
    const again = retests(comparison, after.requirements)
      .filter(({ profile }) => profiles.length === 0 || profiles.includes(profile));
    terminal.write(args.has("json") ? comparisonJson(comparison, again)
      : args.has("markdown") ? comparisonMarkdown(comparison, again)
      : comparisonText(comparison, again, styleOf(terminal.colours)));
    return Promise.resolve(args.has("exit-code") && comparison.differences.length > 0 ? 1 : 0);
  },
};

function published(): string {
  return publishedVersions().map(({ version }) => version).join(", ");
}

/** @throws UsageError for a profile that there is not. */
function profilesOf(args: Arguments): readonly string[] {
  const named = args.values("profile");
  for (const profile of named) {
    if ((requirementProfiles as readonly string[]).includes(profile)) continue;
    throw new UsageError(`no profile ${profile}${didYouMean(profile, requirementProfiles)}`);
  }
  return named;
}
