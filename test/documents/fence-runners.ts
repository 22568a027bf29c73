import type { Fence } from "../../tools/spec/model.js";
import { isExample } from "../../tools/spec/examples.js";

/** What runs a fence, or checks it as what it is; each is a test that takes all that are given to it here. */
export type Runner =
  /** Compiled as a part of `spec/reactor.ts`. */
  | "interface"
  /** `tools/spec/examples.ts`: compiled, run, compared with its comments. */
  | "example"
  /** `test/conformance/readme.test.ts`: files written, commands run, output compared. */
  | "first hour"
  /** Each command and option exists, and what is quick is run. */
  | "shell"
  /** The others: by tests of their own. */
  | "echo server" | "failure" | "chapter" | "the post" | "the race";

/** What runs a fence; null if it says itself why nothing does. */
export function runnerOf(fence: Fence): Runner | null | "nothing" {
  const { file, language, words } = fence;
  if (words.includes("ignore")) return null;
  if (words[0] === "interface") return "interface";
  if (isExample(fence)) return "example";
  if (file === "../conformance/README.md") return "first hour";
  if (language === "sh" && (file === "../README.md" || file === "../reference/shims/README.md")) return "shell";
  return own[`${file} ${language}`] ?? "nothing";
}

const own: Readonly<Record<string, Runner>> = {
  "../README.md js": "echo server",
  "../README.md text": "failure",
  "README.md markdown": "chapter",
  "20-shims.md python": "the post",
  "../reference/shims/README.md console": "the race",
};
