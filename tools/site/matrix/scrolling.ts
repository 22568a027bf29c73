import { escapeMarkup } from "../../../conformance/report/escape-markup.js";

/** A wide part in a box that scrolls sideways, also by the keyboard; `name` is what it is called. */
export function scrolling(name: string, markup: string): string {
  return `<div data-scrolls role="region" aria-label="${escapeMarkup(name)}" tabindex="0">\n${markup}\n</div>`;
}
