import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** How a runner showed a case, and what it said of it. */
export interface Shown {
  readonly as: "passed" | "failed" | "skipped" | "todo";
  readonly says: string;
}

/** What a runner showed, by the titles of the cases. */
export type ShownCases = ReadonlyMap<string, Shown>;

/** A runner: where a suite takes its functions from, how it is run, and how what it reports is read. */
export interface Runner {
  readonly imports: string;
  readonly command: (file: string) => readonly string[];
  readonly read: (stdout: string) => ShownCases;
}

/** Where a package is that is installed here. */
export function installed(name: string): string {
  return join(root, "node_modules", name);
}

export const runners: Readonly<Record<string, Runner>> = {
  "mocha": {
    imports: "",
    command: (file) => [installed("mocha/bin/mocha.js"), "--no-config", "--no-package", "--reporter", "json", file],
    read: readMocha,
  },
  "node:test": {
    imports: 'import { describe, it } from "node:test";',
    command: (file) => ["--test", "--test-reporter", "tap", file],
    read: readTap,
  },
  "vitest": {
    imports: 'import { describe, it } from "vitest";',
    command: (file) => [installed("vitest/vitest.mjs"), "run", "--root", join(file, ".."), "--reporter", "json", file],
    read: readVitest,
  },
};

interface MochaReport {
  readonly tests: readonly { readonly title: string; readonly err: { readonly stack?: string } }[];
  readonly pending: readonly { readonly title: string }[];
}

/** A case that is pending has its reason behind its title. */
function readMocha(stdout: string): ShownCases {
  const { tests, pending } = JSON.parse(stdout) as MochaReport;
  const titles = new Set(pending.map(({ title }) => title));
  return new Map(tests.map(({ title, err }): [string, Shown] => {
    if (titles.has(title)) {
      const [, id = title, says = ""] = /^(\S+) \((.*)\)$/s.exec(title) ?? [];
      return [id, { as: "skipped", says }];
    }
    return [title, { as: err.stack === undefined ? "passed" : "failed", says: err.stack ?? "" }];
  }));
}

const tapLine = /^ *(ok|not ok) \d+ - (.*?)(?: # (SKIP|TODO) (.*))?\n(?: *---\n([^]*?)\n *\.\.\.\n)?/gm;

function readTap(stdout: string): ShownCases {
  return new Map([...stdout.matchAll(tapLine)].map(([, ok, title = "", directive, reason = "", yaml = ""]) => {
    const passed = ok === "ok" ? "passed" : "failed";
    const as = directive === "SKIP" ? "skipped" : directive === "TODO" ? "todo" : passed;
    return [title, { as, says: as === "failed" ? yaml : reason }];
  }));
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Its report has no reasons. */
function readVitest(stdout: string): ShownCases {
  const { testResults } = JSON.parse(stdout) as VitestReport;
  return new Map(testResults.flatMap(({ assertionResults }) => assertionResults)
    .map(({ title, status, failureMessages }) => [title, {
      as: status === "passed" || status === "failed" ? status : "skipped", says: failureMessages.join("\n"),
    }]));
}
