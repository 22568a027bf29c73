/** Where the contents lie over the text, has a link in them take them away. */
export function closeBehindLinks(sheet: HTMLElement): void {
  sheet.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a") !== null && sheet.matches(":popover-open")) sheet.hidePopover();
  });
}
