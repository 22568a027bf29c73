import { escapeMarkdown } from "../explain/escape-markdown.js";
import type { Change, Changed, Comparison, Difference } from "./compare.js";
import { levelWords } from "./level-words.js";
import { grouped, type Group } from "./order.js";
import type { Retest } from "./retest.js";
import { summary } from "./summary.js";

/** A comparison in Markdown, for a note on a release. Old and new sentences are quoted. */
export function comparisonMarkdown(comparison: Comparison, again: readonly Retest[]): string {
  const { before, after } = comparison;
  return [
    `# The Reactor Standard, ${before.version} to ${after.version}`,
    "",
    `${sentence(summary(comparison))}`,
    ...grouped(comparison).flatMap((group) => ["", `## ${group.title}`, "", ...groupMarkdown(group)]),
    "",
    "## To be tested again",
    "",
    ...retestMarkdown(again),
  ].join("\n").trimEnd().concat("\n");
}

function groupMarkdown({ differences }: Group): readonly string[] {
  return differences.flatMap((each) => each.kind === "changed" ? changedMarkdown(each) : [goneOrNew(each)]);
}

function goneOrNew(difference: Exclude<Difference, Changed>): string {
  const { id, requirement: { level, profile, text } } = difference;
  const into = difference.kind === "removed" && difference.into !== null ? `, now part of \`${difference.into}\`` : "";
  return `- \`${id}\` (${level.toUpperCase()}, \`${profile}\`${into}): ${escapeMarkdown(text)}`;
}

function changedMarkdown({ id, before, after, changes }: Changed): readonly string[] {
  const quotes = changes.some(({ kind }) => kind === "text")
    ? ["", `  > ${escapeMarkdown(before.text)}`, "", "  is now", "", `  > ${escapeMarkdown(after.text)}`, ""] : [];
  const words = changes.flatMap(inWords);
  const facts = `- \`${id}\` (${after.level.toUpperCase()}, \`${after.profile}\`)`;
  return [words.length === 0 ? facts : `${facts}: ${words.join("; ")}`, ...quotes];
}

function inWords(change: Change): readonly string[] {
  switch (change.kind) {
    case "level": return [levelWords(change)];
    case "text": return [];
    case "renamed": return [`formerly \`${change.from}\``];
    case "intent": return ["other words on its intent"];
    case "prior": return ["other words on prior art"];
    default: return [`${change.kind}: ${escapeMarkdown(change.from)} became ${escapeMarkdown(change.to)}`];
  }
}

function retestMarkdown(again: readonly Retest[]): readonly string[] {
  if (again.length === 0) return ["Nothing: no MUST or SHOULD is new or may be stricter."];
  return [
    "| profile | requirements | command |",
    "|---|---:|---|",
    ...again.map(({ profile, requirements, whole, command }) =>
      `| \`${profile}\` | ${requirements.length}${whole ? ", all of it" : ""} | \`${command}\` |`),
  ];
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}
