import { escapeMarkup } from "../../conformance/report/escape-markup.js";

/** A drawing, in user units that are pixels at its natural size. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What it is, in a few words. */
  readonly title: string;
  /** All that it says, in sentences, for whoever does not see it. */
  readonly alternative: string;
  /** Its elements, a line each. */
  readonly shapes: readonly string[];
}

type Attributes = Readonly<Record<string, string | number>>;

/**
 * The colours of a drawing that a forge shows as an image; in a page, `inlined` takes this out, and the colour is that
 * of the text around it.
 */
const style = "<style>svg{color:#1c1e21}@media(prefers-color-scheme:dark){svg{color:#e4e6ea}}</style>";

const monospace = "ui-monospace,'Cascadia Mono',Menlo,'DejaVu Sans Mono',monospace";
const proportional = "system-ui,'Segoe UI',Helvetica,Arial,sans-serif";

/** An element without content. */
export function shape(name: string, attributes: Attributes): string {
  return `<${name}${attributesOf(attributes)}/>`;
}

/** A line of text; `mono` for what stands in code. What is `plain` follows it, and is not code. */
export function text(content: string, mono: boolean, attributes: Attributes, plain?: string): string {
  const family = mono ? monospace : proportional;
  const rest = plain === undefined ? ""
    : `<tspan font-family="${proportional}">${escapeMarkup(content === "" ? plain : ` ${plain}`)}</tspan>`;
  return `<text${attributesOf({ "font-family": family, ...attributes })}>${escapeMarkup(content)}${rest}</text>`;
}

/** What stands for user code in every figure: a lozenge around a point. */
export function userCodeMark(x: number, y: number): string {
  return shape("path", { d: `M${x - 5} ${y}l5 -5l5 5l-5 5z`, fill: "currentColor" });
}

/** How wide a text in code is at most, in units, in the fonts that are asked for. */
export function monoWidth(content: string, size: number): number {
  return Math.ceil(content.length * size * 0.61);
}

/** The head of an arrow whose tip is at a point, towards the left, the right, down or up. */
export function arrowHead(x: number, y: number, towards: "left" | "right" | "down" | "up"): string {
  const [back, side] = [8, 4];
  const points = {
    left: [[0, 0], [back, -side], [back, side]], right: [[0, 0], [-back, -side], [-back, side]],
    down: [[0, 0], [-side, -back], [side, -back]], up: [[0, 0], [-side, back], [side, back]],
  }[towards];
  const list = points.map(([dx = 0, dy = 0]) => `${x + dx},${y + dy}`).join(" ");
  return shape("polygon", { points: list, fill: "currentColor" });
}

/** A drawing as a file of its own. */
export function svgFile({ width, height, title, alternative, shapes }: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" `
      + 'role="img">',
    `<title>${escapeMarkup(title)}</title>`,
    `<desc>${escapeMarkup(alternative)}</desc>`,
    style,
    ...shapes,
    "</svg>",
    "",
  ].join("\n");
}

/** A drawing's file as it stands in a page: without a style of its own, in the colour of the text around it. */
export function inlined(file: string): string {
  return file.replace(`${style}\n`, "").trimEnd();
}

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`).join("");
}
