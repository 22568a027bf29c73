import { hostGroups, hostPlaces } from "../../spec/host-groups.js";
import type { HostGroup } from "../../spec/reactor.js";
import { arrowHead, monoWidth, shape, text, type Drawing } from "./svg.js";
import { wrapped } from "./wrapped.js";

/** A layer: what calls what is below it. */
export type LayerName = "program" | "interface" | "shim" | "reactor" | "host";

const says: Readonly<Record<LayerName, string>> = {
  program: "the program and its libraries", interface: "the host's interface", shim: "the shim",
  reactor: "the reactor", host: "the host itself",
};

/** Who calls whom, with the requirement that says so, where one does. */
export const layerCalls: readonly {
  readonly from: LayerName; readonly to: LayerName; readonly says: string; readonly by: string | null;
}[] = [
  { from: "program", to: "interface", says: "calls, as ever", by: null },
  { from: "interface", to: "shim", says: "covered groups", by: "shim.install.covers" },
  { from: "interface", to: "host", says: "all others", by: "shim.install.only" },
  { from: "shim", to: "reactor", says: "carried calls", by: null },
  { from: "reactor", to: "host", says: "own calls", by: "shim.reactor.exempt" },
];

const width = 360;
const size = 11;
const line = 15;
const places = { x: 98, columns: Math.floor((width - 98 - 10) / monoWidth("x".repeat(100), size) * 100) };
const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 1.25 } as const;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The properties of Node that belong to a group, in its list's order, as a program writes them. */
export function placesOf(group: HostGroup): readonly string[] {
  const own = hostPlaces.filter(([, of]) => of === group).map(([place]) => place.replace(/^globalThis\./, ""));
  return [...new Set(own)];
}

/** Draws what is called by way of a shim, group by group, and what is not. */
export function shimLayers(): Drawing {
  let y = 100;
  const groups = hostGroups.map((group) => {
    const lines = wrapped(placesOf(group).join(", "), places.columns).split("\n");
    const top = y;
    y += lines.length * line + 9;
    return { group, top, lines };
  });
  const boxes: Readonly<Record<LayerName, Box>> = {
    program: { x: 1, y: 1, width: width - 2, height: 30 },
    interface: { x: 1, y: 66, width: width - 2, height: y - 66 },
    shim: { x: 1, y: y + 40, width: 216, height: 30 },
    reactor: { x: 1, y: y + 106, width: 216, height: 30 },
    host: { x: 281, y: y + 40, width: width - 282, height: 96 },
  };
  return {
    width, height: y + 138,
    title: "The layers of a shim",
    alternative: shimLayersWords(),
    shapes: [
      ...Object.entries(boxes).map(([name, box]) => boxShape(box, name === "interface" ? 0.03 : 0.08)),
      ...(["program", "shim", "reactor"] as const).map((name) => middle(boxes[name], says[name])),
      ...["the host", "itself"].map((word, index) =>
        label(word, boxes.host.x + boxes.host.width / 2, boxes.host.y + 45 + index * 17, "middle", 600)),
      label(says.interface, 11, 84, "start", 600),
      ...groups.flatMap(({ group, top, lines }) => groupShapes(group, top, lines)),
      ...callShapes(boxes),
    ],
  };
}

function boxShape(box: Box, opacity: number): string {
  const { x, y, width: w, height } = box;
  return shape("rect", { x, y, width: w, height, rx: 6, ...stroke, fill: "currentColor", "fill-opacity": opacity });
}

function middle(box: Box, content: string): string {
  return label(content, box.x + box.width / 2, box.y + box.height / 2 + 4, "middle", 600);
}

function label(content: string, x: number, y: number, anchor: "start" | "middle" | "end", weight = 400): string {
  return text(content, false, {
    x, y, "font-size": 12, "font-weight": weight, "text-anchor": anchor, fill: "currentColor",
  });
}

function groupShapes(group: HostGroup, top: number, lines: readonly string[]): readonly string[] {
  return [
    shape("path", { d: `M1 ${top - 6}H${width - 1}`, ...stroke, "stroke-opacity": 0.3 }),
    text(group, true, { x: 11, y: top + 9, "font-size": size, "font-weight": 600, fill: "currentColor" }),
    ...lines.map((each, index) =>
      text(each, true, { x: places.x, y: top + 9 + index * line, "font-size": size, fill: "currentColor" })),
  ];
}

/** The arrows: each from the lower edge of its layer, or from the side, to the next. */
function callShapes(boxes: Readonly<Record<LayerName, Box>>): readonly string[] {
  return layerCalls.flatMap(({ from, to, says: what }) => {
    const [above, below] = [boxes[from], boxes[to]];
    if (from === "reactor") {
      const y = above.y + above.height / 2;
      const [start, end] = [above.x + above.width, below.x - 2];
      return [
        stroked(`M${start} ${y}H${end - 6}`), arrowHead(end, y, "right"),
        label(what, (start + end) / 2, y - 7, "middle"),
      ];
    }
    const x = to === "host" ? below.x + below.width / 2 : 109;
    const [start, end] = [above.y + above.height, below.y - 1];
    const [at, anchor] = to === "host" ? [x - 9, "end"] as const : [x + 9, "start"] as const;
    return [
      stroked(`M${x} ${start}V${end - 6}`), arrowHead(x, end, "down"), label(what, at, (start + end) / 2 + 4, anchor),
    ];
  });
}

function stroked(d: string): string {
  return shape("path", { d, ...stroke });
}

/** The same in sentences. */
export function shimLayersWords(): string {
  const groups = hostGroups.map((group) => `${group} (${placesOf(group).join(", ")})`);
  const calls = layerCalls.map(({ from, to, says: what }) => `${says[from]} to ${says[to]}: ${what}`);
  return `The layers of a shim, from above to below, with who calls whom: ${calls.join("; ")}. `
    + `The groups of the host's interface, in Node: ${groups.join("; ")}.`;
}
