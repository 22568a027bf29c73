import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { RequirementResult } from "../conformance/oracle/results.js";

// `npm run soak -- [--runs N] [--busy N] SUBJECT ...`: the command `test` with these arguments, N times one after the
// other, each time anew; with --busy, beside so many processes that compute all the time. Every verdict has to be that
// of a subject that conforms.

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

function numberOf(option: string, text: string | undefined, otherwise: number): number {
  const number = Number(text ?? otherwise);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new TypeError(`--${option} needs a whole number: ${text}`);
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
      exitCode, amiss: stdout === "" ? [] : amissIn(stdout),
      seconds: (performance.now() - started) / 1000, diagnostics: stderr.trim(),
    }));
  });
}

function amissIn(report: string): readonly RequirementResult[] {
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
  const { own, rest } = ownArguments(args);
  const { values } = parseArgs({ args: [...own], options: { runs: { type: "string" }, busy: { type: "string" } } });
  const runs = numberOf("runs", values.runs, 100);
  const busy = numberOf("busy", values.busy, 0);
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
