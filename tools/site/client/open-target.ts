import { announce } from "./announce.js";

/**
 * Opens whatever is closed around the place that the address leads to, now and whenever it changes, marks the
 * requirement that it is in, and says so where it is a former id.
 */
export function openTargets(): void {
  addEventListener("hashchange", openTarget);
  if (location.hash.length > 1) openTarget();
}

function openTarget(): void {
  for (const marked of document.querySelectorAll(".target")) marked.classList.remove("target");
  const target = document.getElementById(idIn(location.hash));
  if (target === null) return;
  const requirement = target.closest<HTMLElement>("article[id]");
  const shut = reveal(target);
  requirement?.classList.add("target");
  if (requirement !== null && requirement !== target && target.matches("span[id]:empty")) {
    announce(`${target.id} is a former id of ${requirement.id}.`);
  }
  // Where all was open, the browser has been there already.
  if (shut || target.matches("span:empty")) (requirement ?? target).scrollIntoView({ block: "start" });
}

/** Opens and shows an element with all that is around it. Tells whether it could not be seen before. */
export function reveal(target: Element): boolean {
  let changed = false;
  for (let each: Element | null = target; each !== null; each = each.parentElement) {
    if (each instanceof HTMLDetailsElement && !each.open) {
      each.open = true;
      changed = true;
    }
    if (each instanceof HTMLElement && each.hidden) {
      each.hidden = false;
      changed = true;
    }
  }
  return changed;
}

function idIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
