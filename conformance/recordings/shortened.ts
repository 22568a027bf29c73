import { longestRun } from "../explain/longest-run.js";
import type { Row } from "./recording.js";

const MOST = 40;
/** What is kept of a run that is longer, beside what is expected: its beginning and its end. */
const FIRST = 16;
const LAST = 6;
/** A round of rows that comes more often than this is shown twice at the beginning and once at the end. */
const WHOLE_ROUNDS = 4;
const LONGEST_ROUND = 4;

export interface Shortened {
  readonly rows: readonly Row[];
  /** The number of a row of before among the rows that are left; of one that is left out, that of its gap. */
  readonly placeOf: (row: number) => number;
}

/** The rows without what repeats itself, and at most some forty of them; a gap in place of what is left out. */
export function shortened(rows: readonly Row[]): Shortened {
  const kept = withEnds(rows, capped(rows, withoutRepeats(rows)));
  const short: Row[] = [];
  const places: number[] = [];
  let open = 0;
  let left = 0;
  const gap = (): void => {
    if (left > 0) short.push({ kind: "gap", rows: left, open });
    left = 0;
  };
  for (const [index, row] of rows.entries()) {
    if (kept[index] === true) gap();
    places.push(short.length);
    if (row.kind === "enter") open++;
    if (row.kind === "leave") open = Math.max(0, open - 1);
    if (kept[index] === true) short.push(row);
    else if (row.kind !== "leave" && row.kind !== "wait") left++;
  }
  gap();
  return { rows: short, placeOf: (row) => places[row] ?? short.length };
}

function withoutRepeats(rows: readonly Row[]): boolean[] {
  const kinds = rows.map(kindOf);
  const kept = rows.map(() => true);
  for (let start = 0; start < rows.length;) {
    const run = longestRun(kinds, start, LONGEST_ROUND, ({ rounds: times }) => times > WHOLE_ROUNDS);
    const { round, rounds } = run;
    if (rounds > WHOLE_ROUNDS) {
      for (let index = start + 2 * round; index < start + (rounds - 1) * round; index++) {
        kept[index] = isExpected(rows[index]);
      }
    }
    start += rounds > WHOLE_ROUNDS ? round * rounds : 1;
  }
  return kept;
}

/** What a row is, without the names and the numbers in it. */
function kindOf(row: Row): string {
  return "text" in row ? `${row.kind} ${row.text.replaceAll(/"[^"]*"|[\d.,]+/g, "")}` : row.kind;
}

function isExpected(row: Row | undefined): boolean {
  return row !== undefined && "expected" in row && row.expected === true;
}

function capped(rows: readonly Row[], kept: readonly boolean[]): readonly boolean[] {
  const places = rows.flatMap((row, index) => kept[index] === true && row.kind !== "leave" ? [index] : []);
  if (places.length <= MOST) return kept;
  const chosen = new Set([...places.slice(0, FIRST), ...places.slice(-LAST)]);
  const marked = places.filter((place) => isExpected(rows[place])).slice(0, MOST - FIRST - LAST);
  for (const place of marked) chosen.add(place);
  for (const place of marked.flatMap((each) => [each - 1, each + 1])) if (chosen.size < MOST) chosen.add(place);
  return rows.map((_, index) => chosen.has(index));
}

/** A callback's end is kept where its beginning is. */
function withEnds(rows: readonly Row[], kept: readonly boolean[]): readonly boolean[] {
  const open: boolean[] = [];
  return rows.map((row, index) => {
    const isKept = kept[index] === true;
    if (row.kind === "enter") open.push(isKept);
    return row.kind === "leave" ? open.pop() === true : isKept;
  });
}
