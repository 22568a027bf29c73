import { reactorModule } from "../spec/generated.js";
import { coveragePage } from "./coverage/page.js";
import { matrixPage } from "./matrix/page.js";
import { redlinePage } from "./redline/page.js";
import { readResults } from "./results.js";
import type { Page, Source } from "./site.js";
import { specJson } from "./spec-json.js";
import { standardPage } from "./standard/page.js";

/** Every file of the site. */
export function pages(source: Source): readonly Page[] {
  return [
    standardPage(source),
    coveragePage(source),
    matrixPage(source, readResults()),
    redlinePage(source),
    { name: "spec.json", content: specJson() },
    { name: "reactor.d.ts", content: reactorModule(source.spec.chapters) },
  ];
}
