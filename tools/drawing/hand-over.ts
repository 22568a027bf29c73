import type { HandOverStep, HandOverThread } from "../../spec/thread-hand-over.js";
import { arrowHead, monoWidth, shape, text, userCodeMark, type Drawing } from "./svg.js";

const titles: Readonly<Record<HandOverThread, string>> = {
  reactor: "reactor thread", pool: "thread of the pool",
};

const size = 11;
const rowHeight = 26;
const first = 44;
/** How far the lines of the threads are from each other, and from what stands beside them. */
const [between, beside] = [44, 10];

const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 1.25 } as const;

/** Where the line of each thread is: what it does stands on the other side than the other thread. */
type Lines = Readonly<Record<HandOverThread, number>>;

/** Draws what two threads do, each from above to below, with an arrow for what one takes from the other. */
export function handOver(steps: readonly HandOverStep[]): Drawing {
  const rows = new Map(steps.map(({ name }, index) => [name, first + index * rowHeight]));
  const bottom = first + steps.length * rowHeight - 8;
  const reactor = 2 + widest(steps, "reactor") + beside;
  const lines: Lines = { reactor, pool: reactor + between };
  return {
    width: lines.pool + beside + widest(steps, "pool"), height: bottom + 44,
    title: "How threads hand over",
    alternative: handOverWords(steps),
    shapes: [
      ...(["reactor", "pool"] as const).map((thread) => text(titles[thread], false, {
        x: lines[thread] + (thread === "reactor" ? 8 : -8), y: 14, "font-size": 12, "font-weight": 600,
        "text-anchor": thread === "reactor" ? "end" : "start", fill: "currentColor",
      })),
      ...(["reactor", "pool"] as const).flatMap((thread) =>
        lifeOf(lines[thread], steps.filter((step) => step.thread === thread), rows, bottom)),
      ...steps.flatMap((step) => stepShapes(step, rows, lines)),
      ...legend(bottom + 18),
    ],
  };
}

function widest(steps: readonly HandOverStep[], thread: HandOverThread): number {
  return Math.max(...steps.filter((step) => step.thread === thread)
    .map(({ code, says = "" }) => monoWidth(code, size) + Math.ceil(says.length * size * 0.55)));
}

/** The line of a thread at `x`, by its own steps: dotted while it waits. */
function lifeOf(
  x: number, own: readonly HandOverStep[], rows: ReadonlyMap<string, number>, bottom: number,
): readonly string[] {
  const ends = [24, ...own.map(({ name }) => rows.get(name) ?? 0), bottom];
  return ends.slice(1).map((end, index) => shape("path", {
    d: `M${x} ${ends[index]}V${end}`, ...stroke,
    ...(own[index - 1]?.waits === true ? { "stroke-dasharray": "2 4" } : {}),
  }));
}

function stepShapes(
  step: HandOverStep, rows: ReadonlyMap<string, number>, lines: Lines,
): readonly string[] {
  const { thread, code, says, callsUserCode, takes } = step;
  const y = rows.get(step.name) ?? 0;
  const x = lines[thread];
  const towards = thread === "reactor" ? -1 : 1;
  const from = takes === undefined ? undefined : rows.get(takes);
  const label = text(code, true, {
    x: x + towards * beside, y: y + 4, "font-size": size, fill: "currentColor",
    ...(thread === "reactor" ? { "text-anchor": "end" } : {}),
  }, says);
  return [
    callsUserCode ? userCodeMark(x, y) : shape("circle", { cx: x, cy: y, r: 3, fill: "currentColor" }),
    label,
    ...(from === undefined ? [] : [arrow(lines[thread === "reactor" ? "pool" : "reactor"], from, x - towards * 6, y)]),
  ];
}

/** A line that leaves one thread level with a step and comes to the other level with the step that takes it. */
function arrow(x: number, y: number, toX: number, toY: number): string {
  const middle = (x + toX) / 2;
  const line = y === toY ? `M${x} ${y}H${toX}` : `M${x} ${y}C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`;
  return shape("path", { d: line, ...stroke }) + arrowHead(toX, toY, toX < x ? "left" : "right");
}

function legend(y: number): readonly string[] {
  return [
    userCodeMark(9, y - 4),
    text("calls user code", false, { x: 22, y, "font-size": 12, fill: "currentColor" }),
    shape("path", { d: `M2 ${y + 14}H16`, ...stroke, "stroke-dasharray": "2 4" }),
    text("waits", false, { x: 22, y: y + 18, "font-size": 12, fill: "currentColor" }),
  ];
}

function labelOf({ code, says = "" }: { readonly code: string; readonly says?: string | undefined }): string {
  return `${code} ${says}`.trim();
}

/** The same in sentences. */
export function handOverWords(steps: readonly HandOverStep[]): string {
  const sentences = steps.map(({ thread, code, says, callsUserCode, takes, waits }) => {
    const from = steps.find(({ name }) => name === takes);
    return `${thread === "reactor" ? "The reactor thread" : "The thread of the pool"}: ${labelOf({ code, says })}`
      + `${callsUserCode ? ", which is user code" : ""}${waits === true ? ", and it waits" : ""}`
      + `${from === undefined ? "" : `, after ${labelOf(from)} in the other thread`}.`;
  });
  return "Sequence diagram of two threads, the reactor's and one of its pool, from above to below. "
    + sentences.join(" ");
}
