import { dayInWords, dayOf, editors, parts, standardTitle } from "./citation-words.js";
import type { Cited } from "./cited.js";
import { codeSpans } from "./code-spans.js";

/** An entry for BibTeX and its successors. Its fields are LaTeX, but for `url`, which those read as it stands. */
export function bibtex(cited: Cited): string {
  const { requirement, place, edition: { version, draft, date } } = cited;
  const { key } = parts(cited);
  const { year, month, day } = dayOf(date);
  const notes = [
    ...(draft ? [`Draft of ${dayInWords(date)}.`] : []),
    ...(requirement === null ? [] : [`${requirement.level.toUpperCase()}: \`\`${latexOf(requirement.text)}''`]),
    ...(place.kind === "file" ? [`\\texttt{${escapeLatex(place.path)}}`] : []),
  ];
  const title = requirement === null ? `{${standardTitle}}`
    : `{${standardTitle}}, requirement {\\texttt{${escapeLatex(requirement.id)}}}`;
  const fields: readonly (readonly [string, string])[] = [
    ["author", `{{${editors}}}`],
    ["title", `{${title}}`],
    ["institution", `{${editors}}`],
    ["type", "{Proposed standard}"],
    ["number", `{${escapeLatex(version)}}`],
    ["year", `{${year}}`],
    ["month", monthMacros[month - 1] ?? `{${month}}`],
    ["day", `{${day}}`],
    ...(notes.length === 0 ? [] : [["note", `{${notes.join(" ")}}`] as const]),
    ...(place.kind === "page" ? [["url", `{${verbatim(place.url)}}`] as const] : []),
  ];
  return [`@techreport{${key},`, ...fields.map(([name, value]) => `  ${name.padEnd(11)} = ${value},`), "}"].join("\n");
}

const monthMacros = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** No brace appears, escaped or not: BibTeX counts them all. */
const latexCharacters: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}", "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}",
  "#": "\\#", "$": "\\$", "%": "\\%", "&": "\\&", "_": "\\_",
};

/** A text as LaTeX that shows it, with no ligature of hyphens or quotation marks. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\{}^~<>|#$%&_]/g, (character) => latexCharacters[character] ?? character)
    .replace(/-(?=-)/g, "-{}").replaceAll("`", "\\textasciigrave{}").replaceAll('"', "\\textquotedbl{}")
    .replace(/'(?=')/g, "'{}");
}

function latexOf(text: string): string {
  return codeSpans(text).map(({ kind, text: words }) => kind === "code" ? `\\texttt{${escapeLatex(words)}}`
    : nestedQuotation(words)).join("");
}

/** Prose within a quotation: what it quotes itself stands in single marks. */
function nestedQuotation(prose: string): string {
  return prose.split(/"([^"]*)"/).map((part, index) => index % 2 === 0 ? escapeLatex(part)
    : `\`${escapeLatex(part)}'`).join("");
}

/** An address in which BibTeX finds no brace and LaTeX no command. */
function verbatim(url: string): string {
  return url.replace(/[{}\\^]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
