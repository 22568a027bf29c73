import { announce } from "./announce.js";
import { copy } from "./copy.js";
import { element } from "./elements.js";

const forms: Readonly<Record<string, string>> = {
  plain: "plain", markdown: "Markdown", bibtex: "BibTeX", csl: "CSL", html: "HTML",
};

/** Has the buttons that copy permalinks do so, and puts one to each form of a citation when it is opened. */
export function addCopyButtons(main: HTMLElement): void {
  for (const button of main.querySelectorAll<HTMLElement>('button[data-copy="link"]')) button.hidden = false;
  // The event does not bubble.
  main.addEventListener("toggle", ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.open && target.matches(".cite")) addToCitations(target);
  }, { capture: true });
  main.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("button[data-copy]") : null;
    if (button !== null) void pressed(button);
  });
}

function addToCitations(panel: Element): void {
  for (const code of panel.querySelectorAll<HTMLElement>("pre > code[data-cite]")) {
    const figure = code.closest("figure");
    if (figure === null || figure.querySelector("button") !== null) continue;
    const form = code.dataset["cite"] ?? "";
    figure.append(element("button", { type: "button", class: "copy", "data-copy": "citation" },
      "Copy", element("span", { class: "unseen" }, ` the ${forms[form] ?? form} citation`)));
  }
}

async function pressed(button: HTMLElement): Promise<void> {
  const isLink = button.dataset["copy"] === "link";
  const text = isLink ? permalinkOf(button) : textBeside(button);
  if (text === null) return;
  const copied = await copy(text);
  const what = isLink ? "permalink" : "citation";
  announce(copied ? `The ${what} is copied.` : `The ${what} could not be copied.`);
  if (button.dataset["said"] !== undefined) return;
  const before = [...button.childNodes];
  button.dataset["said"] = String(copied);
  button.replaceChildren(copied ? "Copied" : "Not copied");
  setTimeout(() => {
    button.replaceChildren(...before);
    delete button.dataset["said"];
  }, 2000);
}

/** The address of the requirement that a button is in, without the filters that this page happens to have. */
function permalinkOf(button: Element): string | null {
  const id = button.closest("article[id]")?.id;
  if (id === undefined) return null;
  const address = new URL(location.href);
  address.search = "";
  address.hash = id;
  return address.href;
}

function textBeside(button: Element): string | null {
  return button.closest("figure")?.querySelector("code")?.textContent ?? null;
}
