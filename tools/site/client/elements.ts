/** Makes an element with attributes and content. An attribute whose value is `true` is there without a value. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Readonly<Record<string, string | true>> = {}, ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value === true ? "" : value);
  made.append(...content);
  return made;
}

/** The text of an element, each run of white space as one space. */
export function textOf(node: Node | null): string {
  return (node?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
