import { element } from "./elements.js";

/** Puts a control to the end of the bar, beside those that the page has there. */
export function addToBar(control: HTMLElement, place: "before theme" | "last"): void {
  const bar = document.querySelector(".bar");
  if (bar === null) return;
  let controls = bar.querySelector(".controls");
  if (controls === null) {
    controls = element("div", { class: "controls" });
    bar.append(controls);
  }
  controls.insertBefore(control, place === "last" ? null : controls.querySelector(".theme"));
}
