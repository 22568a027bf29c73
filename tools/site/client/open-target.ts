import { announce } from "./announce.js";

/**
 * Opens whatever is closed around the place that the address leads to, now and whenever it changes, marks the
 * requirement that it is in, and says so where it is a former id.
 */
export function openTargets(): void {
  addEventListener("hashchange", openTarget);
  openTarget();
}

/** Goes to a place on the page, as a link would, and leaves the keyboard there. */
export function leadTo(id: string): void {
  if (location.hash === `#${id}`) openTarget();
  else location.hash = id;
  const place = target();
  if (place === null) return;
  reveal(place);
  if (!place.matches("a[href], button, summary, [tabindex]")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

/** The element that the address leads to: of a former id the requirement that has another now. */
export function target(): HTMLElement | null {
  const named = document.getElementById(idIn(location.hash));
  return isFormerId(named) ? named?.closest("article") ?? named : named;
}

/**
 * Opens and shows an element with all that is around it, also what the filters leave out. Tells whether it could not be
 * seen before.
 */
export function reveal(place: Element): boolean {
  let changed = document.querySelector("main.filtered") !== null;
  if (place.tagName === "SECTION") for (const part of place.children) part.classList.add("shown");
  for (let each: Element | null = place; each !== null; each = each.parentElement) {
    if (each instanceof HTMLDetailsElement && !each.open) {
      each.open = true;
      changed = true;
    }
    if ((each instanceof HTMLElement && each.hidden) || each.classList.contains("emptied")) {
      each.removeAttribute("hidden");
      each.classList.remove("emptied");
      changed = true;
    }
    if (each.parentElement?.matches("section, main") === true) each.classList.add("shown");
  }
  return changed;
}

function openTarget(): void {
  for (const marked of document.querySelectorAll(".target")) marked.classList.remove("target");
  const named = document.getElementById(idIn(location.hash));
  const place = target();
  if (named === null || place === null) return;
  const requirement = place.closest("article.requirement");
  requirement?.classList.add("target");
  if (named !== place) announce(`${named.id} is a former id of ${place.id}.`);
  // Where all was open, the browser has been there already.
  if (reveal(place) || named !== place) place.scrollIntoView({ block: "start" });
}

function isFormerId(named: HTMLElement | null): boolean {
  return named?.matches("article.requirement span[id]:empty") === true;
}

function idIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
