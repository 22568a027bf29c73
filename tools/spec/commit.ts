import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { StandardText } from "../../conformance/versions/standard-text.js";
import { requirementsOf } from "./generated.js";
import { formatProblem } from "./lint.js";
import { parseLock } from "./lock.js";
import { parseChapter } from "./parse.js";
import { packageRoot } from "./spec.js";

/**
 * The standard as the chapters of a commit state it, with the day of that commit.
 * @throws Error if there is no such commit, or if a chapter of it cannot be read.
 */
export function textOfCommit(commit: string, version: string): StandardText {
  const git = (...args: readonly string[]): string => execFileSync("git", args, {
    cwd: fileURLToPath(packageRoot), encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TZ: "UTC" },
  });
  const files = git("ls-tree", "--name-only", commit, "spec/").split("\n")
    .filter((path) => /^spec\/\d\d-[a-z0-9-]+\.md$/.test(path)).map((path) => path.slice("spec/".length)).sort();
  const chapters = files.map((file) => parseChapter(file, git("show", `${commit}:spec/${file}`)));
  const problems = chapters.flatMap((chapter) => chapter.problems);
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join("\n"));
  const lock = parseLock(git("show", `${commit}:spec/ids.lock.json`));
  const { version: prepared } = JSON.parse(git("show", `${commit}:package.json`)) as { readonly version: string };
  return {
    version,
    date: git("log", "-1", "--date=format-local:%Y-%m-%d", "--format=%cd", commit).trim(),
    requirements: requirementsOf({ chapters, lock, version: prepared }),
  };
}
