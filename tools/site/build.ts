import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { formatProblem, lintSpec } from "../spec/lint.js";
import { dateOf } from "../spec/source-date.js";
import { packageRoot, readSpec } from "../spec/spec.js";
import { pages } from "./pages.js";

const usage = "usage: npm run build:spec [-- DIRECTORY]";

/** Where the site is built, if no other place is named. */
export const siteDirectory = new URL("dist/site/", packageRoot);

/** Builds the site, from nothing or into a directory that is named. Returns the exit code. */
function main(args: readonly string[]): number {
  const [named, ...rest] = args;
  if (rest.length > 0 || named?.startsWith("-") === true) {
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
  if (named === undefined) rmSync(siteDirectory, { recursive: true, force: true });
  const directory = named ?? fileURLToPath(siteDirectory);
  mkdirSync(directory, { recursive: true });
  for (const { name, content } of site) {
    const file = join(directory, name);
    writeFileSync(file, content);
    console.log(`${relative(process.cwd(), file)}  ${Math.ceil(Buffer.byteLength(content) / 1000)} kB`);
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
