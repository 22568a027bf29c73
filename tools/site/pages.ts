import { frame } from "./frame.js";
import type { Page, Source } from "./site.js";

/** Every file of the site. */
export function pages(source: Source): readonly Page[] {
  return [
    frame({ name: "spec.html", title: "The Reactor Standard", description: "The standard.", main: "" }, source),
  ];
}
