import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { requirements } from "../../spec/requirements.js";
import { checkAgent } from "../driver/agent-check.js";
import { why } from "../driver/json-file.js";
import { resolveSubject } from "../driver/resolve-subject.js";
import { UsageError } from "../driver/usage-error.js";
import { fuzz as fuzzSubject, type Counterexample } from "../fuzz/fuzz.js";
import { loadFastCheck } from "../fuzz/load-fast-check.js";
import { openPlayer } from "../fuzz/player.js";
import { lawfulAt } from "../model/model.js";
import { findingLines } from "../report/finding-text.js";
import { styleOf } from "../report/style.js";
import type { Command, ExitCode } from "./command.js";
import { wholeNumberOf } from "./number-arguments.js";
import type { Arguments } from "./options.js";
import { profilesOf, scaleOf } from "./play-arguments.js";
import { shellLine, subjectOf, subjectOptions, subjectWords } from "./subject-arguments.js";
import type { Terminal } from "./terminal.js";

const RUNS = 1000;
const MOST_RUNS = 10_000_000;
const MOST_SEED = 2 ** 31 - 1;
const ANSWER_MS = 10_000;
const QUIET_MS = 3000;

export const fuzz: Command = {
  name: "fuzz",
  summary: "play random programs on a reactor, and print the smallest that fails",
  synopsis: ["fuzz SUBJECT [--runs N] [--seed S]", 'fuzz --exec "COMMAND" [--runs N] [--seed S]'],
  about: [
    `Plays random programs of timed calls, connections, half-closes, aborts, pauses, throws, hooks, thread calls and
    datagrams, as far as the subject claims the profiles. Each is judged by the rules that hold of every trace, and by
    the model: a state machine that says at each step which events may come next. Known deviations of the subject's
    expectation file do not count.`,
    `The first program that fails is made smaller as long as it fails in the same way. What is left is written as a
    scenario file, which test SUBJECT --scenario FILE plays again.`,
    `SUBJECT is what test takes. The command needs the package fast-check, which is not installed with the kit: npm
    install fast-check. It is never loaded into the process of a subject, unless --in-process makes that the kit's
    own.`,
  ],
  options: {
    ...subjectOptions,
    "runs": { value: "N", about: `How many programs to play: ${RUNS} unless another number is given.` },
    "seed": { value: "S", about: "What the programs are drawn from, a whole number: by default a new one each time." },
    "path": { value: "PATH", about: "Play only the program of the seed that PATH leads to, as a failure has told it." },
    "out": { value: "FILE", about: "Where to write the program that fails: by default fuzz-SEED.scenario.json." },
    "profile": {
      value: "NAME", repeatable: true, about: "Use and judge this profile, instead of those that the subject claims.",
    },
    "timeout-scale": { value: "FACTOR", about: "Multiply every watchdog: more than 1 for a slow machine." },
  },
  examples: [
    ["Search for a fault", "reactor-standard fuzz ./my-reactor.mjs"],
    ["Search longer, and the same way each time", "reactor-standard fuzz ./my-reactor.mjs --runs 100000 --seed 1"],
    ["Play again what was found", "reactor-standard test ./my-reactor.mjs --scenario fuzz-1.scenario.json"],
  ],
  run: runFuzz,
};

async function runFuzz(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { request, rest } = subjectOf(args);
  if (rest.length > 0) throw new UsageError(`fuzz takes one subject: ${rest.join(" ")} is too much`);
  const runs = wholeNumberOf(args, "runs", { of: "a number of programs", from: 1, to: MOST_RUNS }) ?? RUNS;
  const seed = wholeNumberOf(args, "seed", { of: "a whole number", from: 0, to: MOST_SEED }) ?? randomInt(MOST_SEED);
  const path = pathOf(args);
  const [file = `fuzz-${seed}.scenario.json`] = args.values("out");
  const timeoutScale = scaleOf(args);
  const profiles = profilesOf(args);
  const subject = resolveSubject(request, { cwd: terminal.cwd, requirements });
  const library = await loadFastCheck();

  await checkAgent(subject, { answer: ANSWER_MS * timeoutScale, quiet: QUIET_MS * timeoutScale });
  const player = await openPlayer(subject, profiles, timeoutScale);
  try {
    const { runs: played, found } = await fuzzSubject(library, player, {
      runs, seed, path, shrinks: true, counts: () => true,
      onProgress: (done, isShrinking) => terminal.progress(isShrinking
        ? `program ${done} of seed ${seed} fails; making it smaller`
        : `${done}/${runs} seed ${seed}`),
    });
    terminal.progress(null);
    if (found === null) {
      terminal.write(`${subject.name}: ${counted(played)} of seed ${seed} found nothing\n`);
      return 0;
    }
    write(found, file, terminal);
    const words = ["npx", "reactor-standard", "test", ...subjectWords(request), "--scenario", file];
    terminal.write(`${failure(subject.name, found, { played, seed, again: shellLine(words) }, terminal).join("\n")}\n`);
    return 1;
  } finally {
    await player.close();
  }
}

function counted(programs: number): string {
  return programs === 1 ? "1 program" : `${programs} programs`;
}

/** How a program was found, and how to play it again. */
interface Way {
  readonly played: number;
  readonly seed: number;
  readonly again: string;
}

function failure(name: string, found: Counterexample, { played, seed, again }: Way, terminal: Terminal): string[] {
  const style = styleOf(terminal.colours);
  const { finding, play: { result, findings }, scenario, shrinks, path } = found;
  const others = findings.filter((each) => each !== finding);
  const lawful = lawfulAt(scenario, result.trace, finding.at ?? 0);
  return [
    ...findingLines({ finding, others, scenario, result, lawful, again }, style),
    "",
    `${style.bold(name)}: program ${played} of seed ${seed} fails; made smaller in ${shrinks} steps${stability(found)}`,
    `the same search: --seed ${seed}; the smallest program alone: --seed ${seed} --path ${path}`,
  ];
}

/** How sure it is that the program fails again. */
function stability({ again }: Counterexample): string {
  if (again === null || again.failed === again.of) return "";
  const often = again.failed === 0 ? "not once" : again.failed === 1 ? "once" : `${again.failed} times`;
  return `; it does not fail each time: played ${again.of} times more, it failed ${often}`;
}

function write({ scenario, finding }: Counterexample, file: string, { cwd }: Terminal): void {
  const written = { ...scenario, title: `a random program that was found to break ${finding.requirement}` };
  try {
    writeFileSync(resolve(cwd, file), `${JSON.stringify(written, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${why(error)}`);
  }
}

function pathOf(args: Arguments): string | null {
  const [path] = args.values("path");
  if (path === undefined) return null;
  if (args.values("seed").length === 0) throw new UsageError("--path needs the --seed that it was told with");
  if (!/^\d+(:\d+)*$/.test(path)) throw new UsageError(`--path needs numbers between colons, not ${path}`);
  return path;
}
