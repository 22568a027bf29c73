/** Where the contents lie over the text, has a link in them take them away. */
export function closeBehindLinks(sheet: HTMLElement): void {
  sheet.addEventListener("click", ({ target }) => {
    const isLink = target instanceof Element && target.closest("a") !== null;
    if (isLink && sheet.matches(":popover-open")) sheet.hidePopover();
  });
}
