import { spawn } from "node:child_process";
import { relative } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { SeedRun } from "./seed-run.js";

const usage = `race: tries a program with many seeds, and replays the first one with which it fails

Usage
  npm run race -- [--seeds N] [--first N] [APP [ARG ...]]

Runs APP, unmodified, over the host shim on the simulated reactor, with one seed after the other in one process. A seed
fails if the program then ends with another exit code than 0. The first such seed is run twice more, each time by
\`reactor-standard run --simulated --seed N\` in a process of its own: both have to end so too, and the log of one has to
be that of the other, to the byte.

The modules that APP imports are loaded once for all seeds, so that what they keep they keep from seed to seed. Alone, a
seed may therefore be some microseconds of virtual time off; it is what it does alone that is replayed.

APP is the service with a race in it, test/shims/programs/race/last-ticket.mjs, unless another one is given.

Options, before APP
  --seeds N  How many: 300 unless another number is given.
  --first N  The first of them: 1 unless another is given.

Exit codes
  0  no seed fails
  1  some do, and the first of them was replayed
  2  the command line is wrong
  3  the first seed that fails was not replayed
`;

const demonstration = relative(".", fileURLToPath(
  new URL("../../../test/shims/programs/race/last-ticket.mjs", import.meta.url)));
const player = fileURLToPath(new URL("./play-seeds.js", import.meta.url));
const main = fileURLToPath(new URL("../../conformance/command/main.js", import.meta.url));

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

function numberOf(option: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new TypeError(`--${option} needs a whole number of at least 1: ${text}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The options that stand before the program are the command's own. */
function ownArguments(args: readonly string[]): { readonly own: readonly string[]; readonly rest: readonly string[] } {
  let own = 0;
  while (args[own] === "--seeds" || args[own] === "--first") own += 2;
  return { own: args.slice(0, own), rest: args.slice(own) };
}

async function playSeeds(
  first: number, count: number, program: readonly string[], told: (run: SeedRun) => void,
): Promise<void> {
  const args = ["--expose-internals", "--no-warnings", player, String(first), String(count), ...program];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = new Promise((resolve) => child.on("close", resolve));
  let last = first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    const run = JSON.parse(line) as SeedRun;
    last = run.seed;
    told(run);
  }
  await closed;
  if (last < first + count - 1) throw new Error(`the program ended the process with seed ${last + 1}`);
}

/** Runs the program alone, as anybody would, and gives what it wrote. */
function runAlone(seed: number, program: readonly string[]): Promise<Ended> {
  const args = [main, "run", "--simulated", "--seed", String(seed), ...program];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ stdout, stderr, exitCode }));
  });
}

/** Runs one seed twice more, each time alone. Returns whether both times are the same, and fail as it did. */
async function replay({ seed, exitCode }: SeedRun, program: readonly string[]): Promise<boolean> {
  say(`\nreactor-standard run --simulated --seed ${seed} ${program.join(" ")}`);
  const [once, again] = await Promise.all([runAlone(seed, program), runAlone(seed, program)]);
  process.stdout.write(once.stdout);
  if (once.exitCode !== exitCode) say(`alone, it ends with exit code ${once.exitCode}\n${once.stderr}`);
  else if (again.stdout === once.stdout && again.exitCode === exitCode) say("and a second time the same, to the byte");
  else say(`and a second time otherwise:\n${again.stdout}${again.stderr}`);
  return again.stdout === once.stdout && once.exitCode === exitCode && again.exitCode === exitCode;
}

async function race(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(usage);
    return 0;
  }
  const { own, rest } = ownArguments(args);
  const program = rest.length > 0 ? rest : [demonstration];
  const { values } = parseArgs({ args: [...own], options: { seeds: { type: "string" }, first: { type: "string" } } });
  const count = numberOf("seeds", values.seeds, 300);
  const first = numberOf("first", values.first, 1);

  const failed: SeedRun[] = [];
  const started = performance.now();
  await playSeeds(first, count, program, (run) => {
    if (run.exitCode === 0) return;
    failed.push(run);
    say(`seed ${run.seed}: exit code ${run.exitCode}${run.failure === null ? "" : `, ${run.failure}`}`);
  });
  const seconds = (performance.now() - started) / 1000;
  say(`${failed.length} of ${count} seeds fail; ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} seeds a second`);
  const [found] = failed;
  if (found === undefined) return 0;
  return await replay(found, program) ? 1 : 3;
}

process.exitCode = await race(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`race: ${String(Object(error)["message"])}\n`);
  return 2;
});
