import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileRun } from "./run-file.js";
import type { Ground, SuiteOptions } from "./suite-options.js";

const preload = import.meta.resolve("reactor-standard/shims/preload");

/** Where the files of one run leave what they write. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), "node-suite-"));

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** How a file is run on a ground; `lane` tells those apart that run at once. */
export function fileRun(
  ground: Ground, lane: number, suite: string, scratch: Scratch, { bound, seed }: SuiteOptions,
): FileRun {
  // A folder each, with a short name: the path of a UNIX socket is in it.
  const folder = join(scratch.folder, `${lane}`);
  mkdirSync(folder, { recursive: true });
  const env = { NODE_TEST_DIR: folder, TEST_THREAD_ID: `${lane}`, NODE_SKIP_FLAG_CHECK: "1" };
  const common = { cwd: suite, bound };
  if (ground === "plain") return { ...common, args: [], env };
  // As `reactor-standard run --partial-reads 0` has it: files of Node's take it that a short write is read whole.
  const query = ground === "simulated" ? `?simulated&seed=${seed}&partialReads=0` : "";
  return { ...common, args: ["--expose-internals", "--import", preload + query], env };
}
