import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { generatedFiles } from "./generated.js";
import { formatProblem } from "./lint.js";
import { updateLock, type LockRequests } from "./lock.js";
import { allRequirements, publishedIds, readSpec, specDirectory } from "./spec.js";

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
  for (const name of ["requirements/", "figures/"]) mkdirSync(new URL(name, specDirectory), { recursive: true });
  for (const { name, content } of generatedFiles({ ...spec, lock })) {
    writeFileSync(new URL(name, specDirectory), content);
  }
  return 0;
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
