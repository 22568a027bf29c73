/** A piece of two texts that were compared: in both, in the old one alone, or in the new one alone. */
export interface Mark {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/**
 * Two texts as one, with the words marked that differ: a longest common subsequence of words. Without what was added it
 * is the old text, without what was removed the new one. Neighbours are of different kinds, and what was removed stands
 * before what was added. A space or a point that alone is kept between two changes counts as changed with them.
 */
export function markWords(before: string, after: string): readonly Mark[] {
  return withoutSplinters(inOrder(aligned(wordsOf(before), wordsOf(after))));
}

/** A text as words, each mark and each space apart, with code as one word. */
function wordsOf(text: string): readonly string[] {
  return text.match(/`[^`]*`|\s+|[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*|[^]/gu) ?? [];
}

/** A space or a point that is kept says little; a word says more. */
function weightOf(word: string): number {
  return /[\p{L}\p{N}]/u.test(word) ? 8 : 1;
}

/** The most pairs of words that are compared: of longer texts, which no requirement has, nothing is said to be kept. */
const MOST_PAIRS = 4_000_000;

function aligned(before: readonly string[], after: readonly string[]): readonly Mark[] {
  if (before.length * after.length > MOST_PAIRS) return [
    { kind: "removed", text: before.join("") }, { kind: "added", text: after.join("") },
  ];
  const columns = after.length + 1;
  const best = new Int32Array((before.length + 1) * columns);
  const at = (row: number, column: number): number => best[row * columns + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    const word = before[row] ?? "";
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const kept = word === after[column] ? at(row + 1, column + 1) + weightOf(word) : 0;
      best[row * columns + column] = Math.max(kept, at(row + 1, column), at(row, column + 1));
    }
  }
  const marks: Mark[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const [old = "", young = ""] = [before[row], after[column]];
    const inBoth = row < before.length && column < after.length && old === young
      && at(row, column) === at(row + 1, column + 1) + weightOf(old);
    if (inBoth) {
      marks.push({ kind: "same", text: old });
      row += 1;
      column += 1;
    } else if (column === after.length || (row < before.length && at(row + 1, column) >= at(row, column + 1))) {
      marks.push({ kind: "removed", text: old });
      row += 1;
    } else {
      marks.push({ kind: "added", text: young });
      column += 1;
    }
  }
  return marks;
}

/** Between two kept pieces, all that was removed and then all that was added, each as one piece. */
function inOrder(marks: readonly Mark[]): readonly Mark[] {
  const ordered: Mark[] = [];
  let removed = "";
  let added = "";
  const flush = (): void => {
    if (removed !== "") ordered.push({ kind: "removed", text: removed });
    if (added !== "") ordered.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const mark of marks) {
    if (mark.kind === "removed") removed += mark.text;
    else if (mark.kind === "added") added += mark.text;
    else {
      flush();
      ordered.push(mark);
    }
  }
  flush();
  return ordered;
}

/** What is kept between two changes, and is no word, counts as changed with them, but for spaces at their ends. */
function withoutSplinters(marks: readonly Mark[]): readonly Mark[] {
  const pieces = merged(marks);
  const whole = inOrder(pieces.flatMap((mark, index) => {
    const within = index > 0 && index < pieces.length - 1;
    if (mark.kind !== "same" || !within || /[\p{L}\p{N}]/u.test(mark.text)) return mark;
    return [{ kind: "removed", text: mark.text }, { kind: "added", text: mark.text }] as const;
  }));
  return merged(whole.flatMap((mark, index) => {
    const other = whole[mark.kind === "removed" ? index + 1 : index - 1];
    if (mark.kind === "added" && other?.kind === "removed") return [];
    if (mark.kind === "removed" && other?.kind === "added") return withoutSharedSpaces(mark.text, other.text);
    return mark;
  }));
}

/** What was removed and what was added in its place, with the spaces that both begin or end with set apart. */
function withoutSharedSpaces(removed: string, added: string): readonly Mark[] {
  const start = sharedStart(removed, added);
  const rest = [removed.slice(start.length), added.slice(start.length)] as const;
  const end = reversed(sharedStart(reversed(rest[0]), reversed(rest[1])));
  const [old, young] = rest.map((text) => text.slice(0, text.length - end.length));
  const marks = [
    { kind: "same", text: start }, { kind: "removed", text: old ?? "" }, { kind: "added", text: young ?? "" },
    { kind: "same", text: end },
  ] as const;
  return marks.filter(({ text }) => text !== "");
}

function sharedStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length] && /\s/.test(one[length] ?? "")) length += 1;
  return one.slice(0, length);
}

/** Only to find what two texts end with: it may part pairs of surrogates, which are no spaces. */
function reversed(text: string): string {
  return text.split("").reverse().join("");
}

function merged(marks: readonly Mark[]): readonly Mark[] {
  const pieces: Mark[] = [];
  for (const mark of marks) {
    const last = pieces.at(-1);
    if (last?.kind === mark.kind) pieces.splice(-1, 1, { kind: mark.kind, text: last.text + mark.text });
    else pieces.push(mark);
  }
  return pieces;
}
