import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { requirements } from "../../spec/requirements.js";
import { prove as proveKit } from "../driver/prove.js";
import { resolveSubject } from "../driver/resolve-subject.js";
import { UsageError } from "../driver/usage-error.js";
import { kit, spec } from "../report/kit.js";
import { killMatrix } from "../report/kill-matrix.js";
import type { Command, ExitCode } from "./command.js";
import { jobsOf } from "./number-arguments.js";
import type { Arguments } from "./options.js";
import { isSelectable, selectionOf } from "./selection.js";
import type { Terminal } from "./terminal.js";

/** A reactor with a network and a clock of its own: the faults are caught in no time, and the same each time. */
const defaultBase = fileURLToPath(new URL("../../../reference/simulated.subject.json", import.meta.url));

export const prove: Command = {
  name: "prove",
  summary: "prove the kit: print the kill matrix of faulty reactors and lawful oddities",
  synopsis: ["prove [SUBJECT] [AREA|ID ...]"],
  about: [
    `Makes a faulty reactor for each tested requirement out of a conforming one, and judges them all: each has to be
    caught by the requirement that it breaks, for its own reason. The base itself and the lawful oddities, reactors that
    are unusual in what the standard leaves open, have to pass everything.`,
    `SUBJECT is the conforming reactor, a JavaScript module: the simulated reactor of the reference unless another is
    named. With ids or areas, only their faulty reactors are made, and the base and the oddities are judged by
    their scenarios alone. Each row says what else fails with a fault, of all
    scenarios but the variants over other kinds of connections; with --quick only the scenarios are played that check
    what it breaks, and the oddities are judged without those variants, by every fourth scenario.`,
    `Each faulty reactor is judged twice: in the process of the kit, and by what it breaks in a process of its own, over
    the agent protocol, where it has to be caught for the same reason. With --quick, only one of each chapter is,
    unless --over-agent is given.`,
  ],
  options: {
    quick: { about: "Judge each faulty reactor only by what it breaks, and leave variants of scenarios out." },
    "over-agent": { about: "With --quick, judge every faulty reactor over the agent protocol, too." },
    jobs: { value: "N", about: "How many processes share the work: by default, one for each processor." },
    json: { about: "Print the result as JSON." },
  },
  examples: [
    ["Prove the kit", "reactor-standard prove"],
    ["Prove its rules on timed calls", "reactor-standard prove timer"],
  ],
  run: runProve,
};

async function runProve(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [first, ...others] = args.positionals;
  const named = first !== undefined && !isSelectable(first, requirements);
  const words = named ? others : args.positionals;
  const path = named ? first : defaultBase;
  const base = resolveSubject({ kind: "path", path, inProcess: true }, { cwd: terminal.cwd, requirements });
  if (base.source.kind === "command") throw new UsageError(`${path}: faulty reactors are made of a module`);
  const result = await proveKit(base, {
    select: selectionOf(words, requirements), ownOnly: args.has("quick"),
    allOverAgent: args.has("over-agent"), jobs: jobsOf(args) ?? availableParallelism(),
    onProgress: (done, total, what) => terminal.progress(`${done}/${total} ${what}`),
  });
  terminal.progress(null);
  terminal.write(args.has("json")
    ? `${JSON.stringify({ schemaVersion: 1, kit, spec, base: base.name, ...result }, null, 2)}\n`
    : killMatrix(result, { colours: terminal.colours }));
  return result.exitCode;
}
