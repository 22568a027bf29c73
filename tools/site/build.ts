import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { formatProblem, lintSpec } from "../spec/lint.js";
import { packageRoot, readSpec } from "../spec/spec.js";
import { pages } from "./pages.js";
import { dateOf } from "./site.js";

const usage = "usage: npm run build:spec";

/** Where the site is built. */
export const siteDirectory = new URL("dist/site/", packageRoot);

/** Builds the site. Returns the exit code. */
function main(args: readonly string[]): number {
  if (args.length > 0) {
    console.error(usage);
    return 2;
  }
  const date = today();
  if (date === null) return 2;
  const spec = readSpec();
  const problems = lintSpec(spec);
  if (problems.length > 0) {
    for (const problem of problems) console.error(formatProblem(problem));
    return 1;
  }
  const site = pages({ spec, date });
  rmSync(siteDirectory, { recursive: true, force: true });
  mkdirSync(siteDirectory, { recursive: true });
  for (const { name, content } of site) {
    writeFileSync(new URL(name, siteDirectory), content);
    console.log(`dist/site/${name}  ${Math.ceil(Buffer.byteLength(content) / 1000)} kB`);
  }
  return 0;
}

/** The day of this build; null, with what is wrong said, if `SOURCE_DATE_EPOCH` makes no sense. */
function today(): string | null {
  try {
    return dateOf(process.env["SOURCE_DATE_EPOCH"]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    return null;
  }
}

process.exitCode = main(process.argv.slice(2));
