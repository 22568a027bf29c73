import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { lintCodes } from "./lint-codes.js";
import { annotation, formatProblem, lintSpec } from "./lint.js";
import { readSpec, readSpecIn, type Spec } from "./spec.js";

const usage = `usage: npm run lint:spec -- [--format text|github] [--directory DIR] [--list] [--help]

Checks the chapters of the standard, and the links of the other documents. It prints what it finds, a line each:
FILE:LINE CODE MESSAGE. It ends with 1 if there is anything, with 2 if it is called wrongly, and else with 0.

  --format FORMAT   text, the default, or github: annotations that a workflow of GitHub shows beside the lines
  --directory DIR   checks the spec/ of another directory, and the documents there
  --list            prints the codes, each with what it finds
  --help            prints this`;

const formats = { text: formatProblem, github: annotation } as const;

function main(): number {
  const options = readArguments();
  if (options === null) {
    console.error(usage);
    return 2;
  }
  const { format, directory, list, help } = options;
  if (help) {
    console.log(usage);
    return 0;
  }
  if (list) {
    const width = Math.max(...Object.keys(lintCodes).map(({ length }) => length));
    for (const [code, finds] of Object.entries(lintCodes)) console.log(`${code.padEnd(width)}  ${finds}`);
    return 0;
  }
  const spec = specIn(directory);
  if (spec === null) {
    console.error(`lint:spec: ${directory} has no chapters spec/NN-name.md`);
    return 2;
  }
  const problems = lintSpec(spec);
  for (const problem of problems) console.log(formats[format](problem));
  return problems.length === 0 ? 0 : 1;
}

function specIn(directory: string | undefined): Spec | null {
  if (directory === undefined) return readSpec();
  const root = pathToFileURL(`${directory}/`);
  const spec = existsSync(new URL("spec/", root)) ? readSpecIn(root) : null;
  return spec === null || spec.chapters.length === 0 ? null : spec;
}

function readArguments(): {
  readonly format: keyof typeof formats; readonly directory: string | undefined;
  readonly list: boolean; readonly help: boolean;
} | null {
  try {
    const { values } = parseArgs({
      options: {
        format: { type: "string", default: "text" }, directory: { type: "string" },
        list: { type: "boolean", default: false }, help: { type: "boolean", default: false },
      },
    });
    const { format, directory, list, help } = values;
    return format === "text" || format === "github" ? { format, directory, list, help } : null;
  } catch {
    return null;
  }
}

process.exitCode = main();
