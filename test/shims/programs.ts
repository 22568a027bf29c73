import { fileURLToPath } from "node:url";
import { main, runProgram, type Outcome } from "../conformance/command-line.js";

export type { Outcome } from "../conformance/command-line.js";

/** A program that knows nothing of any shim, with its arguments and what is special in its environment. */
export interface Program {
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

const programs = new URL("../../../test/shims/programs/", import.meta.url);

export function pathOf(file: string): string {
  return fileURLToPath(new URL(file, programs));
}

/** Runs it on Node as it is. */
export function runPlain({ file, args = [], env = {} }: Program): Promise<Outcome> {
  return runProgram(pathOf(file), args, { env: { ...environment(), ...env } });
}

/** Runs it by the command line, with these options of `reactor-standard run`. */
export function runShimmed({ file, args = [], env = {} }: Program, ...options: readonly string[]): Promise<Outcome> {
  return runProgram(main, ["run", ...options, pathOf(file), ...args], { env: { ...environment(), ...env } });
}

function environment(): NodeJS.ProcessEnv {
  // That they are measured too would take longer than what they do.
  const { NODE_V8_COVERAGE: _coverage, REDIS_URL: _redis, DATABASE_URL: _url, FORCE_COLOR: _colour, ...others } =
    process.env;
  return others;
}
