/**
 * Marks in the contents the place that is read, opens its chapter there, and keeps it in sight: the contents scroll,
 * the text does not.
 */
export function markPlace(contents: HTMLElement): void {
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of contents.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (place !== null && !links.has(place)) links.set(place, link);
  }
  const places = [...links.keys()].sort((one, other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  const seen = new Set<Element>();
  let marked: HTMLAnchorElement | null = null;
  let opened: HTMLDetailsElement | null = null;

  const mark = (link: HTMLAnchorElement): void => {
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    marked = link;
    const beside = link.parentElement?.querySelector<HTMLDetailsElement>(":scope > details");
    const chapter = beside ?? link.closest("details");
    if (chapter !== opened) {
      // Whatever the reader has opened stays open, and what has the keyboard, too.
      if (opened !== null && !opened.contains(document.activeElement)) opened.open = false;
      opened = chapter !== null && !chapter.open ? chapter : null;
      if (opened !== null) opened.open = true;
    }
    keepInSight(link);
  };

  // The band in which one reads: below the bar, in the upper fifth of the window.
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    // A section holds others: the last that is in the band is the innermost.
    const place = places.findLast((each) => seen.has(each)) ?? null;
    const link = place === null ? undefined : links.get(place);
    if (link !== undefined) mark(link);
  }, { rootMargin: "-64px 0px -80% 0px" });
  for (const place of places) observer.observe(place);
}

/** Scrolls the nearest box around a link that scrolls, if it is not the page. */
function keepInSight(link: HTMLElement): void {
  let box = link.parentElement;
  while (box !== null && !scrolls(box)) box = box.parentElement;
  if (box === null || box === document.documentElement || box === document.body) return;
  const { top, bottom } = link.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  if (top < frame.top + 32 || bottom > frame.bottom - 32) box.scrollTop += top - frame.top - frame.height / 3;
}

function scrolls(box: Element): boolean {
  return box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY);
}
