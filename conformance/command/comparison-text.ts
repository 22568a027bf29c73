import type { Style } from "../report/style.js";
import type { Change, Changed, Comparison, Difference } from "../versions/compare.js";
import { levelWords } from "../versions/level-words.js";
import type { Mark } from "../versions/mark-words.js";
import { grouped } from "../versions/order.js";
import type { Retest } from "../versions/retest.js";
import { summary } from "../versions/summary.js";
import { wrap } from "./wrap.js";

/** How the words of a text are set off that differ, also where there are no colours. */
type Marker = (mark: Mark) => string;

/** A comparison for a terminal. Words that were removed stand as [-words-], those that were added as {+words+}. */
export function comparisonText(comparison: Comparison, again: readonly Retest[], style: Style): string {
  const { before, after } = comparison;
  const marker: Marker = ({ kind, text }) => {
    if (kind === "same" || text.trim() === "") return text;
    const words = text.trim();
    const shown = kind === "removed" ? style.of("fail", `[-${words}-]`) : style.of("pass", `{+${words}+}`);
    return `${/^\s*/.exec(text)?.[0] ?? ""}${shown}${/\s*$/.exec(text)?.[0] ?? ""}`;
  };
  return [
    style.bold(`The Reactor Standard, ${before.version} (${before.date}) to ${after.version} (${after.date})`),
    summary(comparison),
    ...grouped(comparison).flatMap(({ title, differences }) => [
      "", style.bold(title), ...differences.flatMap((each) => differenceLines(each, style, marker)),
    ]),
    ...retestLines(again, after.version, style),
    "",
  ].join("\n");
}

function differenceLines(difference: Difference, style: Style, marker: Marker): readonly string[] {
  if (difference.kind === "changed") return changedLines(difference, style, marker);
  const { id, requirement: { level, profile, text } } = difference;
  const into = difference.kind === "removed" && difference.into !== null ? `, now part of ${difference.into}` : "";
  return [`  ${style.bold(id)}  ${level.toUpperCase()}, profile ${profile}${into}`, ...wrap(text, 4)];
}

function changedLines({ id, after, changes }: Changed, style: Style, marker: Marker): readonly string[] {
  return [
    `  ${style.bold(id)}  ${after.level.toUpperCase()}, profile ${after.profile}`,
    ...changes.flatMap((change) => changeLines(change, marker)),
  ];
}

function changeLines(change: Change, marker: Marker): readonly string[] {
  switch (change.kind) {
    case "level": return [`    level: ${levelWords(change)}`];
    case "text": return wrap(change.marks.map(marker).join(""), 4);
    case "renamed": return [`    formerly ${change.from}`];
    case "intent":
    case "prior": return wrap(`${change.kind}: ${change.marks.map(marker).join("")}`, 4);
    default: return wrap(`${change.kind}: ${change.from} became ${change.to}`, 4);
  }
}

function retestLines(again: readonly Retest[], version: string, style: Style): readonly string[] {
  const title = style.bold("To be tested again");
  if (again.length === 0) return ["", title, "  nothing: no MUST or SHOULD is new or may be stricter"];
  return [
    "", title, ...wrap(`by those who claim the profile, with the kit of ${version}:`, 2),
    ...again.flatMap(({ profile, requirements, whole, command }) => [
      "",
      `  ${style.bold(profile)}: ${requirements.length} ${requirements.length === 1 ? "requirement" : "requirements"}`
        + `${whole ? ", which is all of it" : ""}`,
      `    ${command}`,
    ]),
  ];
}
