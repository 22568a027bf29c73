/** What a reader sees in a state diagram who follows its lines. */
export interface ReadDiagram {
  readonly states: readonly string[];
  /** `state event next`, with ` user code` behind those that bear the mark. */
  readonly steps: readonly string[];
  readonly first: string | undefined;
  readonly last: readonly string[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly content: string;
}

interface Line {
  readonly from: number;
  readonly y: number;
  readonly to: number;
}

/** Reads a diagram by the places of its shapes alone. */
export function readStateDiagram(svg: string): ReadDiagram {
  const numbers = (pattern: RegExp): readonly (readonly number[])[] =>
    [...svg.matchAll(pattern)].map((match) => match.slice(1).map(Number));
  const labels = [...svg.matchAll(/<text[^>]* x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]+)</g)]
    .map(([, x, y, rest = "", content = ""]) =>
      ({ x: Number(x), y: Number(y), content, bold: rest.includes("weight") }));
  const names = labels.filter(({ bold }) => bold);
  const boxes = numbers(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)
    .map(([x = 0, y = 0, width = 0, height = 0]) => ({ x, y, width, height }));
  const frames = boxes.filter(({ width }) => width > 14);
  const outer = frames.filter((box) => !frames.some((other) => other !== box && contains(other, box.x, box.y)));
  const stateAt = (y: number): string =>
    names.filter((name) => outer.some((box) => contains(box, name.x, name.y) && box.y <= y && y <= box.y + box.height))
      .map(({ content }) => content).join("+");
  const bottom = Math.max(...outer.map((box) => box.y + box.height));
  const events = labels.filter(({ bold, y }) => !bold && y < bottom);
  const marks = numbers(/<path d="M([\d.]+) ([\d.]+)l5 -5/g).filter(([, y = 0]) => y < bottom);

  const lanes = numbers(/<path d="M([\d.]+) ([\d.]+)V([\d.]+)"/g).filter(([, y = 0]) => y > 11)
    .map(([x = 0, top = 0, end = 0]) => ({ x, top: top - 6, bottom: end + 6 }));
  const bent = numbers(/<path d="M([\d.]+) ([\d.]+)H[\d.]+Q([\d.]+) [\d.]+ /g);
  const joined = numbers(/<path d="M([\d.]+) ([\d.]+)H([\d.]+)"/g);
  const lines = [...bent, ...joined].map(([from = 0, y = 0, to = 0]) => ({ from, y, to }));
  const tips = numbers(/<polygon points="([\d.]+),([\d.]+) /g);
  const entries = lines.filter((line) =>
    tips.some(([x = 0, y = 0]) => y === line.y && x < line.from && line.from - x <= 8));
  const steps = events.map((label) => {
    const line = lines.find((each) => !entries.includes(each) && each.y === label.y - 4);
    const lane = lanes.filter((each) => line !== undefined && each.x === line.to && covers(each, line.y));
    const entered = entries.filter((entry) => lane.some((each) => each.x === entry.to && covers(each, entry.y)));
    const marked = marks.some(([, y]) => y === label.y - 4) ? " user code" : "";
    return `${stateAt(label.y - 4)} ${label.content} ${entered.map(({ y }) => stateAt(y)).join("+")}${marked}`;
  });
  const [start] = numbers(/<circle cx="([\d.]+)" cy="6"/g);
  const below = outer.filter((box) => contains({ ...box, y: 0, height: 1e6 }, start?.[0] ?? -1, 6))
    .toSorted((one, other) => one.y - other.y)[0];
  assertEachLineIsRead(lines, entries, events);
  return {
    states: names.map(({ content }) => content),
    steps,
    first: below === undefined ? undefined : stateAt(below.y + 1),
    last: outer.filter((box) => frames.some((other) => other !== box && contains(box, other.x, other.y)))
      .map((box) => stateAt(box.y + 1)),
  };
}

function assertEachLineIsRead(lines: readonly Line[], entries: readonly Line[], events: readonly Label[]): void {
  const read = new Set(events.map(({ y }) => y - 4));
  const stray = lines.filter((line) => !entries.includes(line) && !read.has(line.y));
  if (stray.length > 0) throw new Error(`lines that belong to no event: ${JSON.stringify(stray)}`);
  if (new Set(lines.map(({ y }) => y)).size < lines.length) throw new Error("two lines lie on each other");
}

function contains(box: Box, x: number, y: number): boolean {
  return box.x < x && x < box.x + box.width && box.y < y && y < box.y + box.height;
}

function covers(lane: { readonly top: number; readonly bottom: number }, y: number): boolean {
  return lane.top <= y && y <= lane.bottom;
}
