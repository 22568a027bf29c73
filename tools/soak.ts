import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { RequirementResult } from "../conformance/oracle/results.js";

const usage = `soak: looks whether any verdict changes from run to run

Usage
  npm run soak -- [--runs N] [--busy N] SUBJECT [AREA|ID ...]

Judges a subject as the command test does with the same arguments, one time after the other, each time anew. Every verdict
has to be that of a subject that conforms, but for known deviations.

Options, before SUBJECT
  --runs N  How many times: 100 unless another number is given.
  --busy N  Beside so many processes that compute all the time: none unless a number is given.

Exit codes
  0  every run came out so
  1  some did not: they are counted, requirement by requirement
  2  the command line is wrong
`;

const main = fileURLToPath(new URL("../conformance/command/main.js", import.meta.url));

/** Computes until whoever started it is gone. */
const BUSY = "const { ppid } = process; while (process.ppid === ppid) for (let i = 0; i < 1e7; i++);";

interface Run {
  readonly exitCode: number | null;
  /** Each requirement that was neither passed nor skipped nor known to deviate. */
  readonly amiss: readonly RequirementResult[];
  readonly seconds: number;
  /** What the run said on its standard error. */
  readonly diagnostics: string;
}

function numberOf(option: string, text: string | undefined, least: number, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new TypeError(`--${option} needs a whole number of at least ${least}: ${text}`);
}

function runOnce(args: readonly string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [main, "test", ...args, "--reporter", "json"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({
      exitCode, amiss: amissIn(stdout),
      seconds: (performance.now() - started) / 1000, diagnostics: stderr.trim(),
    }));
  });
}

/** A command line that was refused leaves no report. */
function amissIn(report: string): readonly RequirementResult[] {
  if (report === "") return [];
  const { requirements } = JSON.parse(report) as { readonly requirements: readonly RequirementResult[] };
  return requirements.filter(({ verdict }) => !["pass", "skip", "deviation"].includes(verdict));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The options that stand before everything else are the soak's own. */
function ownArguments(args: readonly string[]): { readonly own: readonly string[]; readonly rest: readonly string[] } {
  let own = 0;
  while (args[own] === "--runs" || args[own] === "--busy") own += 2;
  return { own: args.slice(0, own), rest: args.slice(own) };
}

async function soak(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(usage);
    return 0;
  }
  const { own, rest } = ownArguments(args);
  if (rest.length === 0) throw new TypeError("SUBJECT is missing: which reactor is to be judged?");
  const { values } = parseArgs({ args: [...own], options: { runs: { type: "string" }, busy: { type: "string" } } });
  const runs = numberOf("runs", values.runs, 1, 100);
  const busy = numberOf("busy", values.busy, 0, 0);
  const companions = Array.from({ length: busy }, (): ChildProcess =>
    spawn(process.execPath, ["-e", BUSY], { stdio: "ignore" }));
  const times = new Map<string, number>();
  let failed = 0;
  try {
    for (let number = 1; number <= runs; number++) {
      const { exitCode, amiss, seconds, diagnostics } = await runOnce(rest);
      say(`run ${number} of ${runs}: exit code ${exitCode}, ${amiss.length} amiss, ${seconds.toFixed(1)} s`);
      for (const { id, verdict, message } of amiss) {
        times.set(id, (times.get(id) ?? 0) + 1);
        say(`  ${verdict} ${id}: ${message}`);
      }
      if (diagnostics !== "") say(`  ${diagnostics}`);
      if (exitCode === 2) return 2;
      if (exitCode !== 0) failed++;
    }
  } finally {
    for (const companion of companions) companion.kill("SIGKILL");
  }
  for (const [id, count] of times) say(`${id}: amiss in ${count} of ${runs} runs`);
  say(`${failed} of ${runs} runs failed, beside ${busy} busy processes`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await soak(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`soak: ${String(Object(error)["message"])}\n`);
  return 2;
});
