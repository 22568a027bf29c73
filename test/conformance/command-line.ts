import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { run as runCommand } from "../../conformance/command/run.js";

export const main = fileURLToPath(new URL("../../conformance/command/main.js", import.meta.url));

/** Where the subjects are that tests name. */
export const subjects = fileURLToPath(new URL("../../../test/fixtures/subjects/", import.meta.url));

/** How a command line ended, and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line among the fixture subjects, with nothing but pipes. */
export function run(...args: readonly string[]): Promise<Outcome> {
  return runWith({}, ...args);
}

/** The same, with these variables in its environment. */
export function runWith(variables: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Outcome> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  return runProgram(main, args, { cwd: subjects, env: { ...inherited, ...variables } });
}

/** The same in another directory, with a standard input. */
export function runIn(cwd: string, args: readonly string[], input = ""): Promise<Outcome> {
  return runProgram(main, args, { cwd, input });
}

/** Runs a program for Node, with nothing but pipes. */
export function runProgram(
  program: string, args: readonly string[],
  { input = "", ...where }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { ...where, stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs, and expects an exit code and one line of diagnostics. */
export async function refuses(code: number, says: string | RegExp, ...args: readonly string[]): Promise<void> {
  const outcome = await run(...args);
  assert.equal(outcome.code, code, JSON.stringify(outcome));
  assert.equal(outcome.stdout, "");
  if (typeof says === "string") assert.equal(outcome.stderr, `reactor-standard: ${says}\n`);
  else assert.match(outcome.stderr, says);
  assert.equal(outcome.stderr.split("\n").length, 2);
}

/** The same in this very process, for a subject that may be here too. */
export async function runHere(...args: readonly string[]): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  const code = await runCommand(args, {
    write: (text) => void (stdout += text),
    diagnose: (line) => void (stderr += `reactor-standard: ${line}\n`),
    progress: () => undefined,
    colours: false,
    cwd: subjects,
  });
  return { code, stdout, stderr };
}
