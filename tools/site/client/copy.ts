import { element } from "./elements.js";

/** Puts a text into the clipboard. Tells whether it could. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text); // The clipboard is for pages of a secure origin, and may be refused.
  }
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = element("textarea", { class: "unseen", readonly: true });
  field.value = text;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
