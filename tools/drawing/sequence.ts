import type { Forbidden, Lane, Recording, Row } from "../../conformance/recordings/recording.js";
import { sequenceSteps, sequenceSummary } from "./sequence-words.js";
import { textMarkup } from "./text-markup.js";

/** Units: pixels, at the natural size. All of it fits a narrow page. */
const WIDTH = 340;
/** Where the lanes are, where there are two, three or four: most of the text is between the first two. */
const PLACES = [[44, 296], [44, 200, 300], [42, 176, 240, 304]] as const;
const HEAD = 24;
const ARROW_ROW = 26;
const NOTE_ROW = 18;
const WAIT_ROW = 22;
const LABEL_ROW = 13;
const BAR = 7;
const NEST = 3;
const AVERAGE_CHARACTER = 5.9;
const BOLD_CHARACTER = 7.1;
/** From one line of a text to the next. */
const LINE = 12;
/** How many characters fit beside a lifeline at the edge. */
const MOST_BESIDE = 42;
const MOST_CHARACTERS = Math.floor((WIDTH - 8) / BOLD_CHARACTER);

/** What one kind of lines is made of: the lines themselves and the heads of its arrows, each as the data of a path. */
interface Strokes {
  lines: string;
  heads: string;
}

/** A callback that is running: since when, and how deep it lies in others. */
interface Open {
  readonly top: number;
  readonly depth: number;
}

/** The drawing of a run of this subject as a `figure`, with all that it shows as a list of sentences below. Markup. */
export function sequenceFigure(recording: Recording, subject: string): string {
  return [
    '<figure class="sequence">',
    new Sequence(recording).svg(),
    `<details><summary>This run of ${textMarkup(subject)} in words</summary>`,
    `<ol>${sequenceSteps(recording).map((each) => `<li>${each}</li>`).join("")}</ol></details>`,
    "</figure>",
  ].join("\n");
}

/** One drawing in the making, from the top to the bottom. */
class Sequence {
  readonly #recording: Recording;
  readonly #xs: readonly number[];
  readonly #plain: Strokes = { lines: "", heads: "" };
  readonly #dashed: Strokes = { lines: "", heads: "" };
  readonly #expected: Strokes = { lines: "", heads: "" };
  readonly #texts: string[] = [];
  #bars = "";
  /** Where each row begins, from above. */
  readonly #tops: number[] = [];
  /** The parts in which time is not drawn to the full: between them and in them. */
  #lifelines = "";
  #pauses = "";
  #from = HEAD;
  #boxes = "";
  readonly #dots: Strokes = { lines: "", heads: "" };
  #open: Open[] = [];
  #y = HEAD + 4;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#xs = PLACES[recording.lanes.length - 2] ?? [];
  }

  svg(): string {
    const { scenario, rows, forbidden = [] } = this.#recording;
    for (const [index, row] of rows.entries()) {
      this.#tops.push(this.#y);
      // Room for what is written at the top of an area.
      this.#y += forbidden.filter(({ after }) => (after ?? -1) === index - 1).flatMap(labelLines).length * LABEL_ROW;
      this.#row(row);
    }
    while (this.#open.length > 0) this.#close();
    const height = this.#y + 8;
    this.#lifelinesTo(height);
    const heads = this.#recording.lanes.map((lane, index) => this.#head(lane, index));
    return [
      `<svg viewBox="0 0 ${WIDTH} ${height}" role="img"><title>A run of ${textMarkup(scenario)}</title>`
        + `<desc>${textMarkup(sequenceSummary(this.#recording))}</desc>`,
      ...forbidden.map((each) => this.#area(each, height)),
      ...forbidden.map((each, index) => this.#areaText(each, index)),
      `<path class="life" d="${this.#lifelines}"/>`,
      ...(this.#pauses === "" ? [] : [`<path class="life pause" d="${this.#pauses}"/>`]),
      ...(this.#bars === "" ? [] : [`<path class="bars" d="${this.#bars}"/>`]),
      `<path class="box" d="${this.#boxes}"/>`,
      ...heads,
      ...strokes("", this.#plain), ...strokes("dashed", this.#dashed), ...strokes("expected", this.#expected),
      ...(this.#dots.lines === "" ? [] : [`<path class="dots" d="${this.#dots.lines}"/>`]),
      ...(this.#dots.heads === "" ? [] : [`<path class="dots expected" d="${this.#dots.heads}"/>`]),
      ...this.#texts,
      "</svg>",
    ].join("");
  }

  #row(row: Row): void {
    switch (row.kind) {
      case "enter": return this.#enter(row);
      case "leave": return this.#close();
      case "arrow": return this.#arrow(row.text, row.from, row.to, row.expected ? this.#expected : this.#plain);
      case "reply": return this.#arrow(row.text, row.from, row.to, row.expected ? this.#expected : this.#dashed);
      case "note": return this.#note(row);
      case "wait": return this.#pause(`${row.ms} ms pass`, WAIT_ROW);
      case "gap":
        this.#pause(row.rows === 1 ? "one more step" : `${row.rows} more steps`, WAIT_ROW);
        while (this.#open.length > row.open) this.#close();
        while (this.#open.length < row.open) this.#begin();
    }
  }

  #enter({ text, from, expected }: Row & { readonly kind: "enter" }): void {
    this.#arrow(text, from, 0, expected === true ? this.#expected : this.#plain);
    this.#begin();
  }

  #begin(): void {
    this.#open.push({ top: this.#y - 5, depth: this.#open.length });
  }

  #close(): void {
    const last = this.#open.pop();
    if (last === undefined) return;
    const bottom = Math.max(this.#y, last.top + 8);
    const x = (this.#xs[0] ?? 0) - BAR / 2 + last.depth * NEST;
    // Those around it are closed after it, and drawn before.
    this.#bars = `M${x} ${last.top}h${BAR}v${bottom - last.top}h-${BAR}z${this.#bars}`;
    if (this.#open.length === 0) this.#y = bottom + 3;
  }

  /** An arrow with its text above. Those that end at the program end at what is running there. */
  #arrow(text: string, from: number, to: number, among: Strokes): void {
    const lines = inLines(text);
    this.#y += (lines.length - 1) * LINE;
    const line = this.#y + ARROW_ROW - 8;
    const [start, end] = [this.#side(from, to), this.#side(to, from)];
    const towards = end < start ? -1 : 1;
    among.lines += `M${start} ${line}H${end - towards * 5}`;
    among.heads += `M${end} ${line}l${-towards * 7}-3.5v7z`;
    for (const [index, each] of lines.entries()) {
      const y = line - 5 - (lines.length - 1 - index) * LINE;
      this.#text(each, (start + end) / 2, y, "middle", among === this.#expected);
    }
    this.#y += ARROW_ROW;
  }

  #side(lane: number, other: number): number {
    const x = this.#xs[lane] ?? 0;
    if (lane !== 0 || this.#open.length === 0) return x;
    return x + (other > lane ? BAR / 2 + (this.#open.length - 1) * NEST : -BAR / 2);
  }

  /** A dot on a lifeline with its text beside, on the side where there is more room. */
  #note({ text, at, expected }: Row & { readonly kind: "note" }): void {
    const x = this.#xs[at] ?? 0;
    const y = this.#y + NOTE_ROW / 2;
    const isLeft = x <= WIDTH / 2;
    // A line of no length, whose round ends make a dot.
    if (expected === true) this.#dots.heads += `M${x} ${y}h0`;
    else this.#dots.lines += `M${x} ${y}h0`;
    const beside = x + (isLeft ? 10 + this.#open.length * NEST : -8);
    const lines = inLines(text, MOST_BESIDE);
    for (const [index, each] of lines.entries()) {
      this.#text(each, beside, y + 4 + index * LINE, isLeft ? "start" : "end", expected === true);
    }
    this.#y += NOTE_ROW + (lines.length - 1) * LINE;
  }

  #pause(text: string, height: number): void {
    this.#lifelinesTo(this.#y + 2);
    const bottom = this.#y + height - 2;
    this.#pauses += this.#xs.map((x) => `M${x} ${this.#y + 2}V${bottom}`).join("");
    this.#from = bottom;
    this.#text(text, WIDTH / 2, this.#y + height / 2 + 4, "middle", false, "pause");
    this.#y += height;
  }

  #lifelinesTo(y: number): void {
    this.#lifelines += this.#xs.map((x) => `M${x} ${this.#from}V${y}`).join("");
  }

  #text(content: string, x: number, y: number, anchor: "start" | "middle" | "end", expected: boolean, kind = ""): void {
    const width = content.length * (expected ? BOLD_CHARACTER : AVERAGE_CHARACTER);
    const [least, most] = anchor === "middle" ? [width / 2, WIDTH - width / 2]
      : anchor === "start" ? [0, WIDTH - width] : [width, WIDTH];
    const inside = Math.round(Math.max(least + 2, Math.min(most - 2, x)));
    const classes = [anchor === "middle" ? "" : anchor, expected ? "expected" : "", kind]
      .filter((each) => each !== "").join(" ");
    this.#texts.push(`<text x="${inside}" y="${y}"${classes === "" ? "" : ` class="${classes}"`}>`
      + `${textMarkup(content)}</text>`);
  }

  #head({ kind, name }: Lane, index: number): string {
    const x = this.#xs[index] ?? 0;
    const isGeneral = kind === name || name === "peers" || name === "threads" || index > 2 || this.#xs.length > 3;
    const label = isGeneral ? name : `${kind} ${name}`;
    const most = this.#xs.length > 3 ? 8 : 16;
    const shown = label.length > most ? `${label.slice(0, most - 1)}…` : label;
    const width = Math.round(shown.length * AVERAGE_CHARACTER + 14);
    const left = Math.max(1, Math.min(WIDTH - width - 1, Math.round(x - width / 2)));
    this.#boxes += `M${left} 1h${width}v${HEAD - 4}h-${width}z`;
    return `<text x="${left + width / 2}" y="15" class="head">${textMarkup(shown)}</text>`;
  }

  /** Where something must not come, as an area across all lanes. */
  #area(forbidden: Forbidden, height: number): string {
    const { before } = forbidden;
    const top = this.#topOf(forbidden);
    const bottom = before === null ? height - 1 : (this.#tops[before] ?? height) + 2;
    return bottom - top < 6
      ? ""
      : `<rect class="never" x="1" y="${top}" width="${WIDTH - 2}" height="${bottom - top}"/>`;
  }

  #topOf({ after }: Forbidden): number {
    return after === null ? HEAD + 1 : this.#tops[after + 1] ?? this.#y;
  }

  #areaText(forbidden: Forbidden, index: number): string {
    const top = this.#topOf(forbidden) - 1 + this.#labelsAbove(forbidden, index) * LABEL_ROW;
    return labelLines(forbidden).map((each, line) =>
      `<text class="never" x="${WIDTH - 5}" y="${top + (line + 1) * LABEL_ROW}">${textMarkup(each)}</text>`).join("");
  }

  /** How many lines of the labels of other areas that begin in the same place are above this one's. */
  #labelsAbove({ after }: Forbidden, index: number): number {
    const { forbidden = [] } = this.#recording;
    return forbidden.slice(0, index).filter((each) => each.after === after).flatMap(labelLines).length;
  }
}

function labelLines({ text }: Forbidden): readonly string[] {
  return inLines(`never: ${text}`);
}

/** A text in one line or two, of which the second is cut where it is too long. */
function inLines(text: string, most = MOST_CHARACTERS): readonly string[] {
  if (text.length <= most) return [text];
  const space = text.lastIndexOf(" ", most);
  const end = space < most / 3 ? most : space;
  const rest = text.slice(end).trim();
  return [text.slice(0, end), rest.length > most ? `${rest.slice(0, most - 1)}…` : rest];
}

function strokes(kind: string, { lines, heads }: Strokes): readonly string[] {
  const also = kind === "" ? "" : ` ${kind}`;
  return [
    ...(lines === "" ? [] : [`<path class="lines${also}" d="${lines}"/>`]),
    ...(heads === "" ? [] : [`<path class="heads${also}" d="${heads}"/>`]),
  ];
}
