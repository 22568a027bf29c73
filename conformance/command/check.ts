import { createReadStream, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { why } from "../driver/json-file.js";
import { readScenario, scenarioOf } from "../driver/scenario-file.js";
import { recordsOf } from "../driver/trace-records.js";
import { UsageError } from "../driver/usage-error.js";
import type { Scenario } from "../language/scenario.js";
import { TraceCheck } from "../oracle/check-trace.js";
import { checkAsJson, checkAsText } from "../report/check-report.js";
import type { Command, ExitCode } from "./command.js";
import type { Arguments } from "./options.js";
import { shellLine } from "./subject-arguments.js";
import type { Terminal } from "./terminal.js";

export const check: Command = {
  name: "check",
  summary: "judge recorded traces",
  synopsis: ["check TRACE ..."],
  about: [
    `Judges events that were recorded, by whomever: a file of JSON lines as an agent writes them
    (spec/21-agent-protocol.md), - for standard input, or a folder of files *.jsonl. The rules that hold of every trace
    are judged always; and if it is known of which scenario a trace is, what that expects, too.`,
    `A line {"op":"scenario","scenario":...} says of which scenario the events behind it are: by its id, or as the
    scenario itself, as the kit sends it to an agent; so what went both ways between the kit and an agent is a trace.
    Other commands, the answers to them, and blank lines are passed over. After "ended" another trace begins. The traces
    that test --trace writes are such files.`,
    `A trace that is not complete is judged as far as it goes: a last line that is cut off is left out, and an event
    that is missing between two others is a finding against agent.seq. Of a scenario whose end was not recorded only the
    rules that hold of every trace are judged. A file may be of any length: of a trace whose scenario is not known, no
    more is kept than what is alive in it.`,
  ],
  options: {
    scenario: {
      value: "ID|FILE", about: `The scenario of those traces that do not say it themselves: the id of one of the kit's,
        or a file with one as JSON.`,
    },
    json: { about: "Print the result as JSON." },
  },
  examples: [
    ["Judge a log of events", "reactor-standard check events.jsonl"],
    ["Judge it by a scenario", "reactor-standard check events.jsonl --scenario timer.once"],
    ["Record what a reactor does", "reactor-standard test my.subject.json --trace traces"],
    ["Judge what was recorded once more", "reactor-standard check traces"],
    ["Judge what comes", "my-program --events | reactor-standard check -"],
  ],
  run: runCheck,
};

async function runCheck(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const paths = args.positionals;
  if (paths.length === 0) throw new UsageError("TRACE is missing: a file, a folder, or - for standard input");
  const checking = new TraceCheck(unless(args, terminal.cwd));
  for (const shown of paths.flatMap((path) => filesOf(path, terminal.cwd))) {
    checking.file(shown === "-" ? "standard input" : shown);
    await read(shown, checking, terminal);
  }
  const result = checking.result();
  const again = shellLine(["npx", "reactor-standard", "check", ...paths, ...args.values("scenario")
    .flatMap((value) => ["--scenario", value])]);
  terminal.write(args.has("json") ? checkAsJson(result) : checkAsText(result, again, { colours: terminal.colours }));
  if (result.exitCode === 4) terminal.diagnose("nothing was judged: there is no event");
  return result.exitCode;
}

function unless(args: Arguments, cwd: string): Scenario | null {
  const [named] = args.values("scenario");
  if (named === undefined) return null;
  const isFile = named.endsWith(".json") || statSync(resolve(cwd, named), { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? readScenario(resolve(cwd, named), named) : scenarioOf(named, "--scenario");
}

function filesOf(path: string, cwd: string): readonly string[] {
  if (path === "-") return [path];
  const found = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return [path];
  const files = readdirSync(resolve(cwd, path)).filter((name) => name.endsWith(".jsonl")).sort();
  if (files.length === 0) throw new UsageError(`${path}: there is no *.jsonl in it`);
  return files.map((name) => join(path, name));
}

async function read(shown: string, checking: TraceCheck, terminal: Terminal): Promise<void> {
  const name = shown === "-" ? "standard input" : shown;
  for await (const record of recordsOf(bytesOf(shown, name, terminal.cwd), name)) {
    if (record.kind === "cut") terminal.diagnose(`${name}:${record.line}: the last line is cut off, and is left out`);
    checking.see(record);
  }
}

async function* bytesOf(shown: string, name: string, cwd: string): AsyncGenerator<Uint8Array> {
  try {
    yield* shown === "-" ? process.stdin : createReadStream(resolve(cwd, shown));
  } catch (error) {
    throw new UsageError(`${name}: ${why(error)}`);
  }
}
