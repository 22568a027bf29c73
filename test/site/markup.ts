/** An element of a page, with what stands in it. */
export interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
}

/** Elements that have no end tag. */
const empty = new Set(["meta", "input", "br", "hr", "img", "link", "wbr"]);
/** Elements whose text is no markup. */
const raw = new Set(["style", "script"]);

/** A tag, a comment, or text. */
const piece = /<!DOCTYPE html>|<!--[^]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>|[^<]+|</;

const entities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"], ["#39", "'"], ["#x27", "'"],
]);

/**
 * Reads a page, more strictly than browsers do: every element that is opened is closed, in order.
 * @throws Error that says what is wrong, and where.
 */
export function readMarkup(source: string): Element {
  const root: Mutable = { tag: "", attributes: new Map(), children: [] };
  const open: Mutable[] = [root];
  const pattern = new RegExp(piece.source, "y");
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    const [whole, slash, tag, attributes = "", selfClosed] = match;
    const inside = open.at(-1) ?? root;
    if (tag === undefined) {
      if (whole === "<") throw new Error(`a stray "<" before ${source.slice(match.index, match.index + 60)}`);
      if (!whole.startsWith("<!")) inside.children.push(decode(whole));
    } else if (slash === "/") {
      if (inside.tag !== tag) throw new Error(`</${tag}> closes <${inside.tag}>: ${excerpt(source, match.index)}`);
      open.pop();
    } else {
      const element: Mutable = { tag, attributes: readAttributes(attributes), children: [] };
      inside.children.push(element);
      if (raw.has(tag)) {
        const end = source.indexOf(`</${tag}>`, pattern.lastIndex);
        element.children.push(source.slice(pattern.lastIndex, end));
        pattern.lastIndex = end + tag.length + 3;
      } else if (!empty.has(tag) && selfClosed !== "/") {
        open.push(element);
      }
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.tag}> is not closed`);
  return root;
}

interface Mutable extends Element {
  readonly children: (Element | string)[];
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [, name = "", value = ""] of source.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
    if (result.has(name)) throw new Error(`the attribute ${name} stands twice in${source}`);
    result.set(name, decode(value));
  }
  return result;
}

function decode(text: string): string {
  return text.replaceAll(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(";") ? entities.get(name) : undefined;
    if (character === undefined) throw new Error(`unknown entity ${whole}`);
    return character;
  });
}

function excerpt(source: string, index: number): string {
  return source.slice(Math.max(0, index - 120), index + 40);
}

/** The element and all elements in it, in the order of the page. */
export function elementsOf(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap((child) => (typeof child === "string" ? [] : elementsOf(child)))];
}

/** The text of an element, on one line. */
export function textOf(element: Element): string {
  return rawText(element).replace(/\s+/g, " ").trim();
}

/** The text of an element as it is written. */
export function rawText({ children }: Element): string {
  return children.map((child) => (typeof child === "string" ? child : rawText(child))).join("");
}

export function hasClass({ attributes }: Element, name: string): boolean {
  return (attributes.get("class") ?? "").split(/\s+/).includes(name);
}

const blocks = [
  "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
  "h4", "h5", "h6", "header", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
] as const;
const phrasing = [
  "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "span", "code", "em", "strong", "b", "dfn", "dt", "legend",
];

/** What the children of some elements can be, and nothing else. */
const children: Readonly<Record<string, readonly string[]>> = {
  ul: ["li"], ol: ["li"], dl: ["div", "dt", "dd"], table: ["caption", "thead", "tbody", "tfoot"],
  thead: ["tr"], tbody: ["tr"], tfoot: ["tr"],
  tr: ["th", "td"], select: ["option"],
};

/** What is nested as HTML does not allow it. */
export function misplaced(root: Element): readonly string[] {
  const problems: string[] = [];
  const walk = (element: Element, above: readonly string[]): void => {
    const { tag } = element;
    const parent = above.at(-1) ?? "";
    const allowed = children[parent];
    if (allowed !== undefined && !allowed.includes(tag)) problems.push(`<${tag}> in <${parent}>`);
    if (phrasing.includes(parent) && blocks.some((block) => block === tag)) problems.push(`<${tag}> in <${parent}>`);
    if (["a", "button"].includes(tag) && above.some((each) => ["a", "button"].includes(each))) {
      problems.push(`<${tag}> in a link or button`);
    }
    if (tag === "figcaption" && parent !== "figure") problems.push("<figcaption> outside <figure>");
    if (tag === "summary" && parent !== "details") problems.push("<summary> outside <details>");
    for (const child of element.children) {
      if (typeof child !== "string") walk(child, [...above, tag]);
      else if (children[tag] !== undefined && child.trim() !== "") problems.push(`"${child.trim()}" in <${tag}>`);
    }
  };
  walk(root, []);
  return problems;
}
