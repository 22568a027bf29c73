import { codeSpans } from "../../../conformance/explain/code-spans.js";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Change, Changed, Difference } from "../../../conformance/versions/compare.js";
import { levelWords } from "../../../conformance/versions/level-words.js";
import type { Mark } from "../../../conformance/versions/mark-words.js";
import type { VersionedRequirement } from "../../../conformance/versions/standard-text.js";

/** A requirement that changed: its sentence with the words marked, and under it what else is different; markup. */
export function changedArticle({ id, after, changes }: Changed, present: ReadonlySet<string>): string {
  const [text] = changes.flatMap((change) => change.kind === "text" ? [change] : []);
  const notes = changes.flatMap((change) => change.kind === "intent" || change.kind === "prior" ? [change] : []);
  const others = changes.filter((change) => !("marks" in change));
  return [
    `<article class="change" data-level="${after.level}">`,
    `<h4 class="head">${idLink(id, present)} ${facts(after)}</h4>`,
    ...(others.length === 0 ? [] : [list(others.map(inWords))]),
    `<p class="sentence">${text === undefined ? sentence(after.text) : marked(text.marks)}</p>`,
    ...notes.map((note) => `<p class="note"><b>${note.kind === "intent" ? "Intent" : "Prior art"}</b> `
      + `${marked(note.marks)}</p>`),
    "</article>",
  ].join("\n");
}

/** A requirement that is gone; markup. */
export function removedItem(difference: Exclude<Difference, Changed>, present: ReadonlySet<string>): string {
  const { id, requirement } = difference;
  const into = difference.kind === "removed" && difference.into !== null
    ? `<p class="note">It is now part of ${idLink(difference.into, present)}.</p>` : "";
  return `<article class="change" data-level="${requirement.level}">\n`
    + `<h4 class="head">${idLink(id, present)} ${facts(requirement)}</h4>\n`
    + `<p class="sentence"><del>${sentence(requirement.text)}</del></p>\n${into}</article>`;
}

function list(items: readonly string[]): string {
  return `<ul class="facts">${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function inWords(change: Change): string {
  switch (change.kind) {
    case "level": return `<strong class="${change.direction}">${levelWords(change)}</strong>`;
    case "renamed": return `Formerly <code>${escapeMarkup(change.from)}</code>`;
    case "text":
    case "intent":
    case "prior": return "";
    default: {
      const [from, to] = [sentence(change.from), sentence(change.to)];
      return `Its ${change.kind} was <del>${from}</del>, and is <ins>${to}</ins>`;
    }
  }
}

/** An id, which leads to the standard as long as the standard has it. */
export function idLink(id: string, present: ReadonlySet<string>): string {
  const name = `<code>${escapeMarkup(id)}</code>`;
  return present.has(id) ? `<a class="id" href="spec.html#${escapeMarkup(id)}">${name}</a>` : name;
}

/** The level and the profile. */
export function facts({ level, profile }: Pick<VersionedRequirement, "level" | "profile">): string {
  return `<small><span class="level ${level}">${level.toUpperCase()}</span> profile ${profile}</small>`;
}

/** A plain text of the standard as markup. */
export function sentence(text: string): string {
  return codeSpans(text).map((span) => span.kind === "code" ? `<code>${escapeMarkup(span.text)}</code>`
    : escapeMarkup(span.text)).join("");
}

/** The spaces around what was removed or added stand outside of it, so that no line is drawn through them. */
function marked(marks: readonly Mark[]): string {
  const markup = marks.map(({ kind, text }) => {
    const words = text.trim();
    if (kind === "same" || words === "") return sentence(text);
    const tag = kind === "removed" ? "del" : "ins";
    const start = text.indexOf(words);
    return `${text.slice(0, start)}<${tag}>${sentence(words)}</${tag}>${text.slice(start + words.length)}`;
  }).join("");
  return markup.replaceAll("</del><ins>", "</del> <ins>");
}
