import { reactorModule } from "../spec/generated.js";
import { specJson } from "./spec-json.js";
import { standardPage } from "./standard/page.js";
import type { Page, Source } from "./site.js";

/** Every file of the site. */
export function pages(source: Source): readonly Page[] {
  return [
    standardPage(source),
    { name: "spec.json", content: specJson() },
    { name: "reactor.d.ts", content: reactorModule(source.spec.chapters) },
  ];
}
