import { spawn } from "node:child_process";
import type { TestFile } from "./test-file.js";

/** What came of one file. */
export type Outcome =
  | { readonly kind: "pass" }
  | { readonly kind: "skip"; readonly why: string }
  | { readonly kind: "fail"; readonly line: string; readonly output: string }
  /** It was not over in time, which says nothing of why. */
  | { readonly kind: "hang"; readonly line: string; readonly output: string };

/** How a file is run. */
export interface FileRun {
  /** What is put before the file on the command line of Node, beside its own flags. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** In ms. */
  readonly bound: number;
}

/** More than that of what a file writes is no help. */
const MOST_OUTPUT = 2 ** 20;

/** Runs a file in a process of its own, which is ended with all that it started when the file hangs. */
export function runFile({ path, flags }: TestFile, { args, env, cwd, bound }: FileRun): Promise<Outcome> {
  const extra = args.filter((arg) => !flags.includes(arg));
  const child = spawn(process.execPath, [...flags, ...extra, path], {
    cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true,
  });
  let output = "";
  const take = (text: string): void => {
    if (output.length < MOST_OUTPUT) output += text;
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  let hangs = false;
  const watchdog = setTimeout(() => {
    hangs = true;
    endAll(child.pid);
  }, bound);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      clearTimeout(watchdog);
      // What it left running holds its output open.
      endAll(child.pid);
    });
    child.on("close", (code, signal) => {
      if (hangs) resolve({ kind: "hang", line: `not over after ${bound / 1000} s`, output });
      else resolve(outcomeOf(code, signal, output));
    });
  });
}

function endAll(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It left nothing.
  }
}

/** What a file's end and its words mean. */
export function outcomeOf(code: number | null, signal: NodeJS.Signals | null, output: string): Outcome {
  const skipped = /^1\.\.0 # Skipped: (.*)$/m.exec(output)?.[1];
  if (code === 0) return skipped === undefined ? { kind: "pass" } : { kind: "skip", why: skipped };
  const line = firstError(output) ?? (signal === null ? `exit code ${code}` : `ended by ${signal}`);
  return { kind: "fail", line, output };
}

/** The first line that tells of an error. */
function firstError(output: string): string | undefined {
  const lines = output.split("\n").map((line) => line.trim());
  const telling = /^((Uncaught )?(\w+ )*\[?\w*Error\b.*:|Mismatched .* function calls)/;
  return lines.find((line) => telling.test(line))
    ?? lines.find((line) => /error|mismatch/i.test(line)) ?? lines.findLast((line) => line !== "");
}
