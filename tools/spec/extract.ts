import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { generatedFiles, type GeneratedFile } from "./generated.js";
import { formatProblem } from "./lint.js";
import { updateLock, type LockRequests } from "./lock.js";
import { allRequirements, publishedIds, readSpec, specDirectory, type Spec } from "./spec.js";

const usage = "usage: npm run extract -- [--accept ID|AREA ...] [--remove ID|AREA ...] [--rename OLD=NEW ...]";

/** Writes the generated files of `spec/`, with new ids locked. Returns the exit code. */
function main(): number {
  const requests = readArguments();
  if (requests === null) {
    console.error(usage);
    return 2;
  }
  const spec = readSpec();
  const problems = spec.chapters.flatMap((chapter) => chapter.problems);
  if (problems.length > 0) {
    for (const problem of problems) console.error(formatProblem(problem));
    return 1;
  }
  const lock = updateLock(spec.lock, allRequirements(spec), spec.version, requests, publishedIds(spec));
  const files = generated({ ...spec, lock });
  if (files === null) return 2;
  for (const name of ["requirements/", "figures/"]) mkdirSync(new URL(name, specDirectory), { recursive: true });
  for (const { name, content } of files) {
    writeFileSync(new URL(name, specDirectory), content);
  }
  return 0;
}

/** The generated files; null, with what is wrong said, if `SOURCE_DATE_EPOCH` makes no sense. */
function generated(spec: Spec): readonly GeneratedFile[] | null {
  try {
    return generatedFiles(spec);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    return null;
  }
}

function readArguments(): LockRequests | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        accept: { type: "string", multiple: true, default: [] },
        remove: { type: "string", multiple: true, default: [] },
        rename: { type: "string", multiple: true, default: [] },
      },
    });
    const rename = values.rename.map((pair) => pair.split("="));
    if (positionals.length > 0 || rename.some((pair) => pair.length !== 2)) return null;
    return {
      accept: values.accept,
      remove: values.remove,
      rename: rename.map(([from = "", to = ""]) => [from, to] as const),
    };
  } catch {
    return null;
  }
}

process.exitCode = main();
