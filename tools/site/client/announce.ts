import { element } from "./elements.js";

let region: HTMLElement | null = null;

/** Has a screen reader say a sentence when it is done with what it says; nothing is seen. */
export function announce(sentence: string): void {
  if (region === null) {
    region = element("div", { role: "status", class: "unseen" });
    document.body.append(region);
  }
  const said = element("p", {}, sentence);
  // A region that was made just now is not listened to yet.
  setTimeout(() => region?.replaceChildren(said), 50);
}
