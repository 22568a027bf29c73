import type { Requirement } from "../../spec/requirement.js";
import { plainText } from "./inline.js";
import { formatLock, type LockEntry } from "./lock.js";
import type { Chapter, RequirementBlock } from "./model.js";
import type { Spec } from "./spec.js";

/** A file of `spec/` that is made from the chapters. */
export interface GeneratedFile {
  readonly name: string;
  readonly content: string;
}

/** Every generated file as it should be. */
export function generatedFiles(spec: Spec): readonly GeneratedFile[] {
  return [
    { name: "reactor.ts", content: reactorModule(spec.chapters) },
    { name: "requirements.ts", content: requirementsModule(spec) },
    { name: "ids.lock.json", content: formatLock(spec.lock) },
  ];
}

/** The module of all interface blocks, in the order of the chapters, each block byte for byte. */
export function reactorModule(chapters: readonly Chapter[]): string {
  const header = "// Extracted from the interface blocks of the chapters in spec/ by `npm run extract`. Do not edit.\n";
  const parts = chapters.flatMap(({ file, fences }) => {
    const blocks = fences.filter(({ words }) => words[0] === "interface").map(({ content }) => content);
    return blocks.length === 0 ? [] : [`// ${file}\n`, ...blocks];
  });
  return [header, ...parts].join("\n");
}

function requirementsModule({ chapters, lock, version }: Spec): string {
  const entries = new Map(lock.map((entry) => [entry.id, entry]));
  const items = chapters.flatMap(({ file, requirements }) =>
    requirements.map((block) => format(toRequirement(file, block, entries.get(block.id), version))));
  return [
    "// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.",
    'import type { Requirement } from "./requirement.js";',
    "",
    "/** Every requirement of the standard, in the order of the chapters. */",
    "export const requirements: readonly Requirement[] = [",
    ...items,
    "];",
    "",
  ].join("\n");
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

function format(requirement: Requirement): string {
  const fields = Object.entries(requirement).map(([name, value]) => `    ${name}: ${JSON.stringify(value)},`);
  return ["  {", ...fields, "  },"].join("\n");
}
