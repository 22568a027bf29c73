import { UsageError } from "./usage-error.js";

/**
 * Splits a command line into words as a shell does: at white space, with '...', "..." and \ to quote. Nothing is
 * expanded, and there are no pipes or redirections.
 * @throws UsageError if a quote is not closed.
 */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  const word = /\s*((?:[^\s\\'"]|\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*")+)\s*/y;
  while (word.lastIndex < line.length) {
    const start = word.lastIndex;
    const raw = word.exec(line)?.[1];
    if (raw === undefined) {
      if (line.slice(start).trim() === "") break;
      throw new UsageError(`the command ${line.trim()} has a quote that is not closed`);
    }
    words.push(unquote(raw));
  }
  return words;
}

function unquote(raw: string): string {
  const quoted = /\\([^])|'([^']*)'|"((?:[^"\\]|\\[^])*)"/g;
  return raw.replace(quoted, (_, escaped?: string, single?: string, double?: string) =>
    escaped ?? single ?? (double ?? "").replace(/\\(["\\$`])/g, "$1"));
}
