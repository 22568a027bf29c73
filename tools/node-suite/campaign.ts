import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileRun, Scratch } from "./ground.js";
import { runFile, type Outcome } from "./run-file.js";
import type { Ground, ShimmedGround, SuiteOptions } from "./suite-options.js";
import type { TestFile } from "./test-file.js";

/** What came of one file on one ground. */
export interface Result {
  readonly file: TestFile;
  readonly outcome: Outcome;
}

export interface Results {
  readonly plain: readonly Result[];
  /** Of the files alone that pass on Node as it is. */
  readonly shimmed: ReadonlyMap<ShimmedGround, readonly Result[]>;
}

type Progress = (text: string | null) => void;

/** Runs the files on Node as it is, and those that pass there on each ground. */
export async function runSuite(
  files: readonly TestFile[], suite: string, options: SuiteOptions, progress: Progress,
): Promise<Results> {
  const scratch = new Scratch();
  try {
    const runOn = (ground: Ground, which: readonly TestFile[]): Promise<readonly Result[]> =>
      runAll(ground, which, suite, scratch, options, progress);
    const plain = await plainResults(files, suite, options, (which) => runOn("plain", which));
    const passing = plain.filter(({ outcome }) => outcome.kind === "pass").map(({ file }) => file);
    const shimmed = new Map<ShimmedGround, readonly Result[]>();
    for (const ground of options.grounds) {
      if (ground !== "plain") shimmed.set(ground, await runOn(ground, passing));
    }
    return { plain, shimmed };
  } finally {
    progress(null);
    scratch.remove();
  }
}

/** What Node does as it is stays the same: unless it is asked for, it is run once and kept beside the files. */
async function plainResults(
  files: readonly TestFile[], suite: string, { grounds }: SuiteOptions,
  run: (which: readonly TestFile[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const path = join(suite, `plain-${process.version}.json`);
  const kept = new Map(existsSync(path) && !grounds.includes("plain")
    ? Object.entries(JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, Outcome>>) : []);
  const fresh = await run(files.filter(({ name }) => !kept.has(name)));
  for (const { file, outcome } of fresh) {
    kept.set(file.name, "output" in outcome ? { ...outcome, output: "" } : outcome);
  }
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(kept), null, 1)}\n`);
  return files.map((file) => ({ file, outcome: kept.get(file.name) ?? { kind: "pass" } }));
}

/** Several at once. One that fails so is run again by itself: that the machine was busy is no failure. */
async function runAll(
  ground: Ground, files: readonly TestFile[], suite: string, scratch: Scratch, options: SuiteOptions,
  progress: Progress,
): Promise<readonly Result[]> {
  const outcomes = new Map<TestFile, Outcome>();
  const waiting = [...files];
  const lane = async (number: number): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      progress(`${ground}: ${outcomes.size} of ${files.length}, ${file.name}`);
      outcomes.set(file, await runFile(file, fileRun(ground, number, suite, scratch, options)));
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, (_, index) => lane(index)));
  const failed = files.filter((file) => isFailure(outcomes.get(file)));
  for (const [index, file] of (options.jobs > 1 ? failed : []).entries()) {
    progress(`${ground}, alone: ${index} of ${failed.length}, ${file.name}`);
    outcomes.set(file, await runFile(file, fileRun(ground, 0, suite, scratch, options)));
  }
  return files.flatMap((file) => {
    const outcome = outcomes.get(file);
    return outcome === undefined ? [] : [{ file, outcome }];
  });
}

export function isFailure(outcome: Outcome | undefined): boolean {
  return outcome?.kind === "fail" || outcome?.kind === "hang";
}
