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
  const spec = readSpec();
  const problems = lintSpec(spec);
  if (problems.length > 0) {
    for (const problem of problems) console.error(formatProblem(problem));
    return 1;
  }
  const date = dateOf(process.env["SOURCE_DATE_EPOCH"]);
  rmSync(siteDirectory, { recursive: true, force: true });
  mkdirSync(siteDirectory, { recursive: true });
  for (const { name, content } of pages({ spec, date })) {
    writeFileSync(new URL(name, siteDirectory), content);
    console.log(`dist/site/${name}  ${Math.ceil(Buffer.byteLength(content) / 1000)} kB`);
  }
  return 0;
}

process.exitCode = main(process.argv.slice(2));
