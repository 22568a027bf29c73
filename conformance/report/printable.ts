/** Longer texts are cut: a subject may say megabytes. */
const LONGEST = 2000;

/** What does not print, or prints otherwise than it reads: controls, marks of direction, halves of characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

/** A text as one line that prints: what does not is escaped as in JSON, and what is too long is cut. */
export function printable(text: string, longest = LONGEST): string {
  const shown = text.slice(0, longest).replace(unprintable, escapeCharacter);
  return text.length > longest ? `${shown}... (${text.length} characters)` : shown;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case "\n": return "\\n";
    case "\r": return "\\r";
    case "\t": return "\\t";
    default: return [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");
  }
}
