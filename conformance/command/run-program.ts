import { spawn, type ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import { constants } from "node:os";
import { resolve } from "node:path";
import { UsageError } from "../driver/usage-error.js";
import type { Command } from "./command.js";
import { wholeNumberOf } from "./number-arguments.js";
import type { Arguments, Option } from "./options.js";
import { shellLine } from "./subject-arguments.js";
import type { Terminal } from "./terminal.js";

/** What the simulated network is like: an option each, and how the package that simulates it names it. */
const conditions: Readonly<Record<string, Option & { readonly value: "MS" | "SHARE"; readonly name: string }>> = {
  "latency": {
    name: "latency", value: "MS", about: "What a segment or a datagram needs for its way; 0.04 by default.",
  },
  "jitter": { name: "jitter", value: "MS", about: "By how much longer it takes at most; 0.02 by default." },
  "partial-reads": {
    name: "partialReads", value: "SHARE",
    about: "The share of reads, from 0 to 1, that take a part of what has arrived; 0.25 by default.",
  },
  "partial-writes": {
    name: "partialWrites", value: "SHARE",
    about: "The share of writes of which the platform takes a part at first; 0 by default, as all that follow.",
  },
  "refusals": {
    name: "refusals", value: "SHARE",
    about: "The share of attempts to connect that are refused, though somebody listens.",
  },
  "resets": { name: "resets", value: "SHARE", about: "The share of segments in whose place both ends see a reset." },
  "loss": { name: "loss", value: "SHARE", about: "The share of datagrams that are lost." },
  "duplication": { name: "duplication", value: "SHARE", about: "The share of datagrams that arrive twice." },
  "reordering": { name: "reordering", value: "SHARE", about: "The share of datagrams that later ones overtake." },
};

const greatestSeed = Number.MAX_SAFE_INTEGER;

export const runProgram: Command = {
  name: "run",
  summary: "run a program for Node on a reactor, as it is",
  synopsis: [
    "run [OPTION ...] PROGRAM [ARGUMENT ...]",
    "run --simulated [--seed N] [OPTION ...] PROGRAM [ARGUMENT ...]",
  ],
  about: [
    `Runs a program that knows nothing of reactors: node PROGRAM ARGUMENT ..., but with its sockets, its servers and its
    timers on a reactor, from its first module on, whether that is an ES module or CommonJS. Standard input and output
    are the program's, and signals are passed on to it.`,
    `Without --simulated it is the reactor on Node, with real sockets and real time. With it, time and network are
    virtual: a day of timers passes at once, nobody outside can be reached, and one seed is one run, to the byte. Time
    goes on only when the program waits for nothing else, such as a file or compression. The clock begins with the year
    2000. A program that waits for what can never happen is ended as Node ends one: with exit code 13 if it awaits it
    at the top level of a module; and so is one that does nothing for a day, such as a server without clients.`,
    `What is out of reach stays real, and is no part of what the seed decides: worker threads (in which nothing is
    virtual), child processes and cluster, native addons, fs.watch and fs.watchFile, the inspector, signals, standard
    input, and times of files. The pool of threads has one thread, so that its work is done in order, unless
    UV_THREADPOOL_SIZE says another number.`,
  ],
  options: {
    "simulated": { about: "Run it on a simulated reactor: virtual time, and a network in memory." },
    "seed": {
      value: "N", about: `What all chances of a simulated run are drawn from, those of Math.random and of node:crypto
        among them; 1 by default.`,
    },
    ...conditions,
    "verbose": {
      about: "Say with which seed it runs, on standard error; else that is said only if the program fails.",
    },
  },
  runsProgram: true,
  examples: [
    ["Run a server and its clients in virtual time", "reactor-standard run --simulated --seed 7 app.mjs"],
    ["Run it over a slow and unreliable network",
      "reactor-standard run --simulated --latency 200 --resets 0.01 app.mjs"],
    ["Run it on the reactor on Node", "reactor-standard run app.mjs --port 8080"],
  ],
  run: runProgramCommand,
};

async function runProgramCommand(args: Arguments, terminal: Terminal): Promise<number> {
  const [program, ...rest] = args.positionals;
  if (program === undefined) throw new UsageError("PROGRAM is missing: the file of a program for Node");
  const query = queryOf(args);
  const path = resolve(terminal.cwd, program);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (!isFile) throw new UsageError(`${program}: there is no such file`);
  const ran = `seed ${query.get("seed") ?? "1"}`;
  if (args.has("simulated") && args.has("verbose")) terminal.diagnose(ran);
  const preload = new URL(import.meta.resolve("reactor-standard/shims/preload"));
  preload.search = String(query);
  const flags = ["--expose-internals", "--import", String(preload)];
  const child = spawn(process.execPath, [...flags, path, ...rest], {
    stdio: "inherit", cwd: terminal.cwd, env: { ...(query.has("one-thread") ? oneThread : {}), ...process.env },
  });
  const code = await ended(child);
  if (code !== 0 && args.has("simulated")) {
    terminal.diagnose(`it ended with exit code ${code}, with ${ran}: ${again(args)}`);
  }
  return code;
}

/** One thread of the pool does its work in order. The program does not see that variable: its preload takes it out. */
const oneThread = { UV_THREADPOOL_SIZE: "1" };

/** What the program's preload is told. */
function queryOf(args: Arguments): URLSearchParams {
  const query = new URLSearchParams();
  const seed = wholeNumberOf(args, "seed", { of: "a number", from: 0, to: greatestSeed });
  const network = Object.entries(conditions).flatMap(([option, { name, value }]) => {
    const [text] = args.values(option);
    return text === undefined ? [] : [[option, name, checked(option, value, text)] as const];
  });
  if (args.has("simulated")) {
    query.set("simulated", "");
    if (process.env["UV_THREADPOOL_SIZE"] === undefined) query.set("one-thread", "");
  } else if (seed !== null) {
    throw new UsageError("--seed needs --simulated: only there chances are drawn from it");
  } else if (network[0] !== undefined) {
    throw new UsageError(`--${network[0][0]} needs --simulated`);
  }
  if (seed !== null) query.set("seed", String(seed));
  for (const [, name, text] of network) query.set(name, text);
  return query;
}

function checked(option: string, value: "MS" | "SHARE", text: string): string {
  const number = Number(text);
  const isNumber = text.trim() !== "" && Number.isFinite(number) && number >= 0;
  if (isNumber && (value === "MS" || number <= 1)) return text;
  throw new UsageError(`--${option} needs ${value === "MS" ? "a time in ms" : "a share from 0 to 1"}: ${text}`);
}

function again(args: Arguments): string {
  const options = ["seed", ...Object.keys(conditions)].flatMap((option) =>
    args.values(option).flatMap((value) => [`--${option}`, value]));
  return shellLine(["npx", "reactor-standard", "run", "--simulated", ...options, ...args.positionals]);
}

const passedOn: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"];

/** Passes signals on, and waits for the end of a program; if a signal ended it, that ends this process too. */
function ended(child: ChildProcess): Promise<number> {
  const passOn = (signal: NodeJS.Signals): void => {
    // A terminal sends this to both.
    if (signal !== "SIGINT" || process.stdin.isTTY !== true) child.kill(signal);
  };
  for (const signal of passedOn) process.on(signal, passOn);
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const each of passedOn) process.off(each, passOn);
      if (signal !== null) process.kill(process.pid, signal);
      settle(code ?? 128 + constants.signals[signal ?? "SIGTERM"]);
    });
  });
}
