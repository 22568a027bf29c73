import { availableParallelism } from "node:os";
import { jobsOf, wholeNumberOf } from "../../conformance/command/number-arguments.js";
import { parse, type Options } from "../../conformance/command/options.js";
import { UsageError } from "../../conformance/driver/usage-error.js";

/** What the files of the suite run on: Node as it is, or a reactor under the host shim. */
export type Ground = "plain" | "node" | "simulated";

export const shimmedGrounds = ["node", "simulated"] as const;
export type ShimmedGround = (typeof shimmedGrounds)[number];

/** What the command line asks for. */
export interface SuiteOptions {
  readonly grounds: readonly Ground[];
  readonly families: readonly string[];
  /** Names of files, with or without `test-` and their ending; none takes all. */
  readonly names: readonly string[];
  readonly jobs: number;
  /** How long a file may take before it is said to hang, in ms. */
  readonly bound: number;
  /** The seed of the simulated reactor. */
  readonly seed: number;
  readonly cache: string | null;
  readonly verbose: boolean;
}

/** What is judged unless other families are named, and what known.json is about. */
export const judgedFamilies: readonly string[] = ["net", "timers"];

const BOUND_SECONDS = 120;

const options: Options = {
  on: { value: "GROUND", repeatable: true, about: "" },
  family: { value: "NAMES", repeatable: true, about: "" },
  jobs: { value: "N", about: "" },
  bound: { value: "SECONDS", about: "" },
  seed: { value: "N", about: "" },
  cache: { value: "FOLDER", about: "" },
  verbose: { about: "" },
  help: { about: "" },
};

export const help = `\
node-suite: runs Node's own test files on a reactor, through the host shim

Usage
  npm run node-suite -- [--on GROUND] [--family NAMES] [--jobs N] [--bound SECONDS] [--seed N] [--cache FOLDER]
                        [--verbose] [NAME ...]

The files are those of Debian's source package of nodejs whose version is nearest to that of the Node that runs: apt
brings it, into a folder that git ignores. A file counts that passes on Node as it is.

NAME is a file of the families: test-net-connect-nodelay.js, or connect-nodelay. With names nothing is said of bounds.

Options
  --on GROUND      plain, for Node as it is; node, for the reactor on Node's sockets; simulated, for the one in virtual
                   time, without the partial reads that it else has. Repeatable, or separated by commas; node and
                   simulated by default.
  --family NAMES   Which files: net for test-net-*.js. Repeatable, or separated by commas; by default
                   ${judgedFamilies.join(" and ")}.
  --jobs N         How many files run at once: by default, one for each processor.
  --bound SECONDS  A file that takes longer is said to hang: by default ${BOUND_SECONDS}.
  --seed N         The seed of the simulated reactor: by default 1.
  --cache FOLDER   Where the files are kept: by default .cache/node-suite.
  --verbose        Print all that a failing file wrote.

tools/node-suite/known.json lists the files of ${judgedFamilies.join(" and ")} that are known to fail, each with
its cause.

Exit codes
  0  each failure is listed, and enough passed: 98 % on node, 94 % on simulated
  1  not so: each line on standard error says why
  2  the command line is wrong
  3  no result: the files cannot be had, or the tool broke
`;

/** @throws UsageError for what makes no sense. Null: the help is asked for. */
export function optionsOf(words: readonly string[]): SuiteOptions | null {
  const args = parse(words, options);
  if (args.has("help")) return null;
  const grounds = listOf(args.values("on")).map(groundOf);
  const families = listOf(args.values("family")).map(familyOf);
  return {
    grounds: grounds.length === 0 ? shimmedGrounds : grounds,
    families: families.length === 0 ? judgedFamilies : families,
    names: args.positionals,
    jobs: jobsOf(args) ?? availableParallelism(),
    bound: 1000 * (wholeNumberOf(args, "bound", { of: "a number of seconds", from: 1, to: 3600 }) ?? BOUND_SECONDS),
    seed: wholeNumberOf(args, "seed", { of: "a seed", from: 0, to: Number.MAX_SAFE_INTEGER }) ?? 1,
    cache: args.values("cache")[0] ?? null,
    verbose: args.has("verbose"),
  };
}

function listOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value.split(",")))];
}

function groundOf(name: string): Ground {
  if (name === "plain" || name === "node" || name === "simulated") return name;
  throw new UsageError(`--on needs plain, node or simulated, not ${name}`);
}

function familyOf(name: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return name;
  throw new UsageError(`--family needs names such as net or timers, not ${name === "" ? "an empty one" : name}`);
}
