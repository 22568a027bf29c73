import type { Requirement } from "../../spec/requirement.js";
import { figures } from "../drawing/figures.js";
import { svgFile } from "../drawing/svg.js";
import { changesDocument } from "./changes.js";
import { drawTables, hasDrawnTable } from "./drawn-tables.js";
import { editionModule, editionOf } from "./edition.js";
import { plainText } from "./inline.js";
import { formatLock, type LockEntry } from "./lock.js";
import type { Chapter, RequirementBlock } from "./model.js";
import { allTexts, type Spec } from "./spec.js";

/** A file of `spec/` that is made from the chapters. */
export interface GeneratedFile {
  readonly name: string;
  readonly content: string;
}

/** Every generated file as it should be. */
export function generatedFiles(spec: Spec): readonly GeneratedFile[] {
  const requirements = requirementsOf(spec);
  const edition = editionOf(spec, requirements);
  return [
    { name: "reactor.ts", content: reactorModule(spec.chapters) },
    ...spec.chapters.map((chapter) => (
      { name: `requirements/${nameOf(chapter)}.ts`, content: chapterModule(chapter, spec) }
    )),
    ...allTexts(spec).filter(({ file, source }) => !file.startsWith("../") && hasDrawnTable(source))
      .map(({ file, source }) => ({ name: file, content: drawTables(source, spec) })),
    ...Object.entries(figures).map(([name, figure]) => ({ name: `figures/${name}.svg`, content: svgFile(figure()) })),
    { name: "requirements.ts", content: requirementsModule(spec.chapters) },
    { name: "edition.ts", content: editionModule(edition) },
    { name: "CHANGES.md", content: changesDocument(spec.published, { ...edition, requirements }) },
    { name: "ids.lock.json", content: formatLock(spec.lock) },
  ];
}

/** The module of all interface blocks, in the order of the chapters, each block byte for byte. */
export function reactorModule(chapters: readonly Chapter[]): string {
  const title = "// Extracted from the interface blocks of the chapters in spec/ by `npm run extract`. Do not edit.\n";
  const parts = chapters.flatMap(({ file, fences }) => {
    const blocks = fences.filter(({ words }) => words[0] === "interface").map(({ content }) => content);
    return blocks.length === 0 ? [] : [`// ${file}\n`, ...blocks];
  });
  return [title, ...parts].join("\n");
}

const header = "// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.";

/** The requirements of one chapter. */
function chapterModule({ file, requirements }: Chapter, { lock, version }: Spec): string {
  const entries = new Map(lock.map((entry) => [entry.id, entry]));
  return [
    header,
    'import type { Requirement } from "../requirement.js";',
    "",
    `/** The requirements of ${file}, in its order. */`,
    "export const requirements: readonly Requirement[] = [",
    ...requirements.map((block) => format(toRequirement(file, block, entries.get(block.id), version))),
    "];",
    "",
  ].join("\n");
}

/** The requirements of all chapters. */
function requirementsModule(chapters: readonly Chapter[]): string {
  const names = chapters.map(nameOf).map((name) => ({ name, variable: `chapter${name.slice(0, 2)}` }));
  return [
    header,
    'import type { Requirement } from "./requirement.js";',
    ...names.map(({ name, variable }) => `import { requirements as ${variable} } from "./requirements/${name}.js";`),
    "",
    "/** Every requirement of the standard, in the order of the chapters. */",
    "export const requirements: readonly Requirement[] = [",
    ...names.map(({ variable }) => `  ...${variable},`),
    "];",
    "",
  ].join("\n");
}

function nameOf({ file }: Chapter): string {
  return file.replace(/\.md$/, "");
}

/** The requirements of all chapters, as data. */
export function requirementsOf(spec: Pick<Spec, "chapters" | "lock" | "version">): readonly Requirement[] {
  const entries = new Map(spec.lock.map((entry) => [entry.id, entry]));
  return spec.chapters.flatMap(({ file, requirements }) =>
    requirements.map((block) => toRequirement(file, block, entries.get(block.id), spec.version)));
}

function toRequirement(
  file: string, block: RequirementBlock, entry: LockEntry | undefined, version: string,
): Requirement {
  const { id, level, profile, binding, sentence, intent, prior, since, test } = block;
  return {
    id,
    aliases: entry?.aliases ?? [],
    level,
    profile,
    ...(binding === null ? {} : { binding }),
    text: plainText(sentence.inline),
    intent: intent ?? "",
    prior,
    chapter: file,
    anchor: id,
    since: since ?? entry?.since ?? version,
    test,
  };
}

/** The sentence and its notes on a line each, the short fields before and behind them on one. */
function format({ text, intent, prior, chapter, anchor, since, test, ...head }: Requirement): string {
  const lines = [head, { text }, { intent }, { prior }, { chapter, anchor, since, test }].map((fields) =>
    Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)},`).join(" "));
  return ["  {", ...lines.map((line) => `    ${line}`), "  },"].join("\n");
}
