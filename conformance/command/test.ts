import { requirements } from "../../spec/requirements.js";
import { defaultJobs } from "../driver/default-jobs.js";
import { HangNotice } from "../driver/hang-notice.js";
import { judge } from "../driver/judge.js";
import { resolveSubject } from "../driver/resolve-subject.js";
import type { RunResult } from "../oracle/results.js";
import { kit, spec } from "../report/kit.js";
import { thisEnvironment } from "../report/report.js";
import type { Command, ExitCode } from "./command.js";
import type { Arguments } from "./options.js";
import { playArguments, playOptions, playWords, withExpected } from "./play-arguments.js";
import { aboutReporters, openReporters, reporterOption, writeReports } from "./reporter-arguments.js";
import { scenarioOptions, scenariosOf, testScenarios } from "./scenario-arguments.js";
import { selectionOf } from "./selection.js";
import { shellLine, subjectOf, subjectOptions, subjectWords } from "./subject-arguments.js";
import type { Terminal } from "./terminal.js";
import { openTraces, writeTraces } from "./trace-files.js";

export const test: Command = {
  name: "test",
  summary: "judge a reactor",
  synopsis: [
    "test SUBJECT [AREA|ID ...]", 'test --exec "COMMAND" [AREA|ID ...]', "test SUBJECT --scenario FILE",
  ],
  about: [
    `Plays the scenarios on the subject and gives a verdict on every requirement of the profiles that it claims, or on
    those that are named: by id (timer.once) or by area, the beginning of ids (timer, timer.order).`,
    `SUBJECT is a module (.js, .mjs, .cjs) that exports createReactor(), or a manifest NAME.subject.json: {name,
    version?, language?, module | command, profiles?, expectations?, setup?}. Its paths are relative to the manifest;
    {dir} in a word of the command, or in the setup, stands for its directory. The setup is the command that installs
    what the subject needs. The expectations are a JSON file of known deviations: [{requirement, reason, link?}].`,
    `COMMAND starts a program that speaks the agent protocol (conformance/agents/PROTOCOL.md). It is split into words as
    by a shell; nothing in it is expanded.`,
    `A scenario is given up when nothing has happened for 3 s. Time by which the machine held up the kit or the subject
    does not count; what it held up for too long is played again alone, and if it is held up again, the verdict is
    inconclusive, with the figure. What was seen to be wrong fails all the same.`,
    aboutReporters,
  ],
  options: {
    ...subjectOptions,
    ...playOptions,
    ...scenarioOptions,
    ...reporterOption,
    "trace": {
      value: "FOLDER|FILE.jsonl", about: `Keep the events of each scenario, for reactor-standard check: in a file of its
        own in FOLDER, or all in one.`,
    },
  },
  examples: [
    ["Judge a module", "reactor-standard test ./my-reactor.mjs"],
    ["Judge a reactor of another language", 'reactor-standard test --exec "python3 agent.py"'],
    ["Judge one rule again", "reactor-standard test ./my-reactor.mjs timer.order.equal-deadline"],
    ["Look for what happens only now and then", "reactor-standard test my.subject.json --repeat 200 --seed 1 --bail"],
    ["Share the work among machines: one shard of three",
      "reactor-standard test my.subject.json --shard 1/3 --reporter json=1.json"],
    ["Read the verdict, and keep it",
      "reactor-standard test my.subject.json --reporter pretty --reporter json=report.json"],
    ["Show it in a workflow of GitHub Actions",
      'reactor-standard test my.subject.json --reporter github --reporter markdown="$GITHUB_STEP_SUMMARY"'],
  ],
  run: runTest,
};

async function runTest(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { request, rest } = subjectOf(args);
  const { jobs, ...how } = playArguments(args);
  const found = resolveSubject(request, { cwd: terminal.cwd, requirements });
  const subject = withExpected(found, args, terminal.cwd, requirements);
  const own = scenariosOf(args, rest, terminal.cwd);
  if (own !== null) {
    const files = args.values("scenario").flatMap((file) => ["--scenario", file]);
    const again = ["npx", "reactor-standard", "test", ...playWords(args, null), ...subjectWords(request), ...files];
    return testScenarios(subject, own, args, again, terminal);
  }
  const select = selectionOf(rest, requirements);
  const outputs = openReporters(args.values("reporter"), terminal.cwd);
  const traces = openTraces(args.values("trace")[0], terminal.cwd);

  const notice = args.has("in-process") ? new HangNotice(how.timeoutScale) : null;
  const result = await judge(subject, {
    ...how, jobs: jobs ?? defaultJobs(subject), select,
    onProgress: (done, total, scenario) => {
      notice?.playing(scenario);
      terminal.progress(`${done}/${total} ${scenario}`);
    },
  }).finally(() => notice?.stop());
  terminal.progress(null);
  if (traces !== null) writeTraces(traces, result.scenarios);

  const rerun = (id: string): string => shellLine([
    "npx", "reactor-standard", "test", ...playWords(args, seedOf(id, result)), ...subjectWords(request), id,
  ]);
  const report = { kit, spec, environment: thisEnvironment(), result, requirements, rerun };
  const isWritten = writeReports(outputs, report, terminal);
  if (result.exitCode === 4) terminal.diagnose(`nothing was judged: ${whyNothing(result)}`);
  return isWritten ? result.exitCode : 3;
}

/** The seed of the first round in which something was found against a requirement. */
function seedOf(id: string, { terms: { seed }, scenarios }: RunResult): number | null {
  const against = scenarios.filter(({ findings }) => findings.some(({ requirement }) => requirement === id));
  const round = Math.min(...against.map(({ repeat = 1 }) => repeat));
  return seed === null || round === Infinity ? seed : seed + round - 1;
}

function whyNothing({ terms: { shard } }: RunResult): string {
  return shard === null
    ? "no scenario is of a profile that is claimed"
    : `shard ${shard.index} of ${shard.of} has no scenario of a profile that is claimed`;
}
