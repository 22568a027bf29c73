import type { GrammarRow } from "../../spec/event-grammar.js";
import { placeLanes } from "./lanes.js";
import { arrowHead, monoWidth, shape, text, userCodeMark, type Drawing } from "./svg.js";

type Row = GrammarRow<string, string>;
type Transition = Extract<Row, { readonly next: string }>;

/** A state as it is drawn: a box beside its rows, one where it is entered and one for each event that leads on. */
interface Block {
  readonly state: string;
  readonly top: number;
  readonly bottom: number;
  /** Where it is entered; null for a state that nothing leads to. */
  readonly entry: number | null;
  /** Its events, each with the middle of its row. */
  readonly events: readonly { readonly transition: Transition; readonly y: number }[];
}

const stateSize = 13;
const eventSize = 12;
const rowHeight = 22;
const gap = 16;
const laneSpace = 18;
const radius = 6;
/** Where the boxes begin, and where the first is entered from above. */
const [left, start] = [2, 26];

/**
 * Draws the states of a grammar below each other, with the events that lead on beside each: a line goes from an event
 * to the lane of the next state, and by the lane to an arrow into that state. What is forbidden is not drawn.
 */
export function stateDiagram(rows: readonly Row[], title: string, alternative: string): Drawing {
  const transitions = rows.filter((row): row is Transition => row.next !== null);
  const states = [...new Set([...rows.map(({ state }) => state), ...transitions.map(({ next }) => next)])];
  const boxWidth = Math.max(...states.map((state) => monoWidth(state, stateSize))) + 20;
  const labels = left + boxWidth + 26;
  const lanesAt = labels + Math.max(...transitions.map(({ event }) => monoWidth(event, eventSize))) + 20;
  const blocks = blocksOf(states, transitions);
  const lanes = lanesOf(blocks);
  const columns = placeLanes(lanes.map(({ ys }) => ({ rows: ys })));
  const bottom = Math.max(...blocks.map((block) => block.bottom));
  const legend = legendOf(transitions, bottom + 26);
  return {
    width: Math.max(lanesAt + Math.max(...columns) * laneSpace + 8, 300),
    height: bottom + 26 + legend.length * 18 - 6,
    title, alternative,
    shapes: [
      shape("circle", { cx: left + boxWidth / 2, cy: 6, r: 5, fill: "currentColor" }),
      shape("path", { d: `M${left + boxWidth / 2} 11V${start - 4}`, ...stroke }),
      arrowHead(left + boxWidth / 2, start, "down"),
      ...blocks.flatMap((block) => boxOf(block, boxWidth)),
      ...blocks.flatMap(({ events }) => events.flatMap(({ transition, y }) => labelOf(transition, labels, y))),
      ...lanes.flatMap((lane, index) =>
        laneShapes(lane, lanesAt + (columns[index] ?? 0) * laneSpace, labels, left + boxWidth)),
      ...legend,
    ],
  };
}

const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 1.25 } as const;

function blocksOf(states: readonly string[], transitions: readonly Transition[]): readonly Block[] {
  let y = start;
  return states.map((state) => {
    const top = y;
    const entered = transitions.some(({ next }) => next === state);
    const own = transitions.filter((transition) => transition.state === state);
    const rowAt = (index: number): number => top + 2 + (index + 0.5) * rowHeight;
    const rows = Math.max(own.length + (entered ? 1 : 0), 1);
    const bottom = top + 4 + rows * rowHeight;
    y = bottom + gap;
    const events = own.map((transition, index) => ({ transition, y: rowAt(index + (entered ? 1 : 0)) }));
    return { state, top, bottom, entry: entered ? rowAt(0) : null, events };
  });
}

/** What leads to one state: the rows that it comes from, and the one where the state is entered. */
interface LaneToState {
  readonly sources: readonly { readonly event: string; readonly y: number }[];
  readonly entry: number;
  readonly ys: readonly number[];
}

function lanesOf(blocks: readonly Block[]): readonly LaneToState[] {
  const events = blocks.flatMap((block) => block.events);
  return blocks.flatMap(({ state, entry }) => {
    if (entry === null) return [];
    const sources = events.filter(({ transition }) => transition.next === state)
      .map(({ transition, y }) => ({ event: transition.event, y }));
    return [{ sources, entry, ys: [entry, ...sources.map(({ y }) => y)] }];
  });
}

/** A box with the state's name at its middle; a second frame says that nothing leads on. */
function boxOf({ state, top, bottom, events }: Block, width: number): readonly string[] {
  const frame = (inset: number, filled: boolean): string => shape("rect", {
    x: left + inset, y: top + inset, width: width - 2 * inset, height: bottom - top - 2 * inset, rx: radius - inset / 2,
    ...stroke, ...(filled ? { fill: "currentColor", "fill-opacity": 0.06 } : {}),
  });
  return [
    frame(0, true),
    ...(events.length === 0 ? [frame(3, false)] : []),
    text(state, true, {
      x: left + width / 2, y: (top + bottom) / 2 + 4.5, "text-anchor": "middle", "font-size": stateSize,
      "font-weight": 600, fill: "currentColor",
    }),
  ];
}

function labelOf({ event, callsUserCode }: Transition, x: number, y: number): readonly string[] {
  return [
    ...(callsUserCode ? [userCodeMark(x - 9, y)] : []),
    text(event, true, { x, y: y + 4, "font-size": eventSize, fill: "currentColor" }),
  ];
}

/** A lane at `x`, with a line from each event, and one that ends with an arrow at the edge of the box. */
function laneShapes({ sources, entry, ys }: LaneToState, x: number, labels: number, box: number): readonly string[] {
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const ends = [...sources.map(({ event, y }) => ({ from: labels + monoWidth(event, eventSize) + 6, y })),
    { from: box + 6, y: entry }];
  return [
    shape("path", { d: `M${x} ${top + radius}V${bottom - radius}`, ...stroke }),
    ...ends.flatMap(({ from, y }) => {
      if (y === top || y === bottom) {
        const turned = y === top ? y + radius : y - radius;
        return [shape("path", { d: `M${from} ${y}H${x - radius}Q${x} ${y} ${x} ${turned}`, ...stroke })];
      }
      const joint = shape("circle", { cx: x, cy: y, r: 3, fill: "currentColor" });
      return [shape("path", { d: `M${from} ${y}H${x}`, ...stroke }), joint];
    }),
    arrowHead(box + 1, entry, "left"),
  ];
}

function legendOf(transitions: readonly Transition[], y: number): readonly string[] {
  const line = (content: string, index: number): string =>
    text(content, false, { x: left + 20, y: y + index * 18, "font-size": eventSize, fill: "currentColor" });
  const final = transitions.some(({ next }) => !transitions.some(({ state }) => state === next));
  const entries = [
    ...(transitions.some(({ callsUserCode }) => callsUserCode)
      ? [{ mark: (at: number) => [userCodeMark(left + 7, at - 4)], says: "calls user code" }] : []),
    ...(final ? [{ mark: (at: number) => finalMark(at - 4), says: "nothing leads on" }] : []),
  ];
  return entries.map(({ mark, says }, index) => [...mark(y + index * 18), line(says, index)].join(""));
}

function finalMark(y: number): readonly string[] {
  return [0, 2.5].map((inset) => shape("rect", {
    x: left + inset, y: y - 5 + inset, width: 14 - 2 * inset, height: 10 - 2 * inset, rx: 2, ...stroke,
  }));
}
