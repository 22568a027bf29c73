import { wrap } from "../../conformance/command/wrap.js";
import { escapeMarkdown } from "../../conformance/explain/escape-markdown.js";
import { dayInWords } from "../../conformance/explain/citation-words.js";
import {
  compare, type Change, type Changed, type Comparison, type Difference,
} from "../../conformance/versions/compare.js";
import { levelWords } from "../../conformance/versions/level-words.js";
import { grouped, type Group } from "../../conformance/versions/order.js";
import { retests } from "../../conformance/versions/retest.js";
import type { StandardText, VersionedRequirement } from "../../conformance/versions/standard-text.js";
import { summary } from "../../conformance/versions/summary.js";
import { chapterTitle } from "./chapter-title.js";

const head = `<!-- Written by \`npm run extract\` from spec/versions/ and the chapters. Do not edit. -->

# Changes of the standard

What changed from each version to the next, by requirement id, the newest version first: levels, then sentences, each
as it was and as it is; then what was added, removed or renamed, and at last the notes on intent and prior art, which
are informative. \`reactor-standard diff OLD NEW\` compares any two versions, marks the words that changed, and gives
the command that tests again what an implementer has to. [VERSIONING.md](../VERSIONING.md) says what a change means for
the number of a version.`;

/** The present text, as it stands beside those that were published. */
type Present = StandardText & { readonly draft: boolean };

/** `spec/CHANGES.md`: what changed from each version to the next. */
export function changesDocument(published: readonly StandardText[], present: Present): string {
  const last = published.at(-1);
  const texts = last?.version === present.version ? published : [...published, present];
  const steps = texts.map((text, index) => ({ text, former: texts[index - 1] })).toReversed();
  const titleOf = ({ version }: StandardText): string =>
    present.draft && version === present.version ? `${version}, in preparation` : version;
  return `${[
    head,
    "",
    "| version | day | requirements | against the version before it |",
    "|---|---|---:|---|",
    ...steps.map(({ text, former }) => {
      const name = text === present ? titleOf(text) : `[${text.version}](versions/${text.version}.json)`;
      const what = former === undefined ? "the first" : summary(compare(former, text));
      return `| ${name} | ${dayInWords(text.date)} | ${text.requirements.length} | ${what} |`;
    }),
    ...steps.flatMap(({ text, former }) => [
      "", `## ${titleOf(text)}`, "", ...(former === undefined ? firstText(text) : step(former, text)),
    ]),
  ].join("\n").replaceAll(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

function firstText({ date, requirements }: StandardText): readonly string[] {
  return [`The first text, of ${dayInWords(date)}:`, "", ...byChapter(requirements, (text) => ids(text))];
}

function step(former: StandardText, text: StandardText): readonly string[] {
  const comparison = compare(former, text);
  if (comparison.differences.length === 0) return [`Nothing has changed since ${former.version}.`];
  return [
    `Of ${dayInWords(text.date)}. Since ${former.version}:`,
    ...grouped(comparison).flatMap((group) => ["", `### ${group.title}`, "", ...groupLines(group)]),
    ...againLines(comparison, text, former),
  ];
}

function groupLines({ name, differences }: Group): readonly string[] {
  if (name === "added" || name === "notes") return byChapter(differences.map(newest), ids);
  return differences.flatMap((each) => each.kind === "changed" ? changedLines(each) : goneLines(each));
}

function newest(difference: Difference): VersionedRequirement {
  return difference.kind === "changed" ? difference.after : difference.requirement;
}

/** A list of chapters, each with its requirements. */
function byChapter(
  requirements: readonly VersionedRequirement[], show: (requirements: readonly VersionedRequirement[]) => string,
): readonly string[] {
  const chapters = [...new Set(requirements.map(({ chapter }) => chapter))];
  return chapters.flatMap((chapter) => {
    const own = requirements.filter((each) => each.chapter === chapter);
    return item(`**${chapterTitle(chapter)}** (${own.length}): ${show(own)}`);
  });
}

function ids(requirements: readonly VersionedRequirement[]): string {
  const name = ({ id, level }: VersionedRequirement): string =>
    level === "must" ? `\`${id}\`` : `\`${id}\` (${level.toUpperCase()})`;
  return requirements.map(name).join(", ");
}

function goneLines({ id, requirement, ...rest }: Exclude<Difference, Changed>): readonly string[] {
  const into = "into" in rest && rest.into !== null ? `, which is now part of \`${rest.into}\`` : "";
  return [...item(`\`${id}\` (${requirement.level.toUpperCase()}, \`${requirement.profile}\`)${into}:`), "",
    ...quote(requirement.text), ""];
}

function changedLines({ id, before, after, changes }: Changed): readonly string[] {
  const words = changes.flatMap(inWords);
  const texts = changes.some(({ kind }) => kind === "text")
    ? ["", "  It was:", "", ...quote(before.text), "", "  It is:", "", ...quote(after.text), ""] : [];
  const facts = `\`${id}\` (${after.level.toUpperCase()}, \`${after.profile}\`)`;
  return [...item(words.length === 0 ? facts : `${facts}: ${words.join("; ")}`), ...texts];
}

function inWords(change: Change): readonly string[] {
  switch (change.kind) {
    case "text": return [];
    case "level": return [levelWords(change)];
    case "renamed": return [`formerly \`${change.from}\``];
    case "intent": return ["other words on its intent"];
    case "prior": return ["other words on prior art"];
    default: return [`its ${change.kind} was ${escapeMarkdown(change.from)}, and is ${escapeMarkdown(change.to)}`];
  }
}

function againLines(comparison: Comparison, text: StandardText, former: StandardText): readonly string[] {
  const again = retests(comparison, text.requirements);
  if (again.length === 0) return [];
  const counts = again.map(({ profile, requirements, whole }) =>
    `\`${profile}\` ${requirements.length}${whole ? " (all of it)" : ""}`);
  const command = `\`reactor-standard diff ${former.version} ${text.version}\``;
  const words = `By those who claim a profile, so many of its requirements, which are new or may be stricter:
    ${counts.join(", ")}. ${command} gives the commands.`;
  return ["", "### To be tested again", "", ...wrap(words, 0)];
}

function item(text: string): readonly string[] {
  return wrap(text, 2).map((line, index) => (index === 0 ? `- ${line.trimStart()}` : line));
}

function quote(text: string): readonly string[] {
  return wrap(escapeMarkdown(text), 0).map((line) => `  > ${line}`);
}
