import { highlightTypes } from "./highlight.js";
import type { Places } from "./places.js";

/** A type that chapters declare, in one or several blocks. */
interface Declaration {
  readonly name: string;
  /** What stands before the members of an interface; all of another declaration. */
  readonly head: string;
  /** The members of an interface, without comments; null for another declaration. */
  readonly members: string[] | null;
}

/** Every type once, with the members that all chapters give it, and without comments; markup. */
export function wholeInterface(module: string, places: Places): string {
  return [
    '<div class="whole">',
    ...declarationsOf(module).map(codeOf).map((code) => `<pre${isWide(code) ? ' class="wide"' : ""} tabindex="0">`
      + `<code class="language-ts">${highlightTypes(code, { places, at: null })}</code></pre>`),
    "</div>",
  ].join("\n");
}

/** Whether a declaration has a line that is too long for one of two columns. */
function isWide(code: string): boolean {
  return code.split("\n").some((line) => line.length > 60);
}

function codeOf({ head, members }: Declaration): string {
  if (members === null) return head;
  return `${head}\n${members.map((member) => `  ${member}`).join("\n")}\n}`;
}

/** An interface ends with a brace at the beginning of a line, another type with a semicolon before an empty one. */
const declaration = /^export (?:interface (\w+)[^]*?^\}|type (\w+)[^]*?;(?=\n(?:\n|$)))/gm;

/** The declarations of a module, in the order in which their names come first. */
function declarationsOf(module: string): readonly Declaration[] {
  const code = module.replaceAll(/^ *\/\*\*[^]*?\*\/\n/gm, "").replaceAll(/^\/\/.*\n/gm, "");
  const found = new Map<string, Declaration>();
  for (const [text, name, alias] of code.matchAll(declaration)) {
    const source = text.replace(/^export /, "");
    if (alias !== undefined) found.set(alias, { name: alias, head: source, members: null });
    if (name !== undefined) {
      const first = found.get(name);
      const [head = "", ...rest] = source.split("\n");
      const members = rest.slice(0, -1).map((line) => line.replace(/^ {2}/, ""));
      if (first === undefined) found.set(name, { name, head, members });
      else first.members?.push(...members);
    }
  }
  return [...found.values()];
}
