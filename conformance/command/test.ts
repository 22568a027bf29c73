import { profiles as knownProfiles } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import { judge } from "../driver/judge.js";
import { didYouMean } from "../driver/nearest.js";
import { resolveSubject } from "../driver/resolve-subject.js";
import { UsageError } from "../driver/usage-error.js";
import { kit, spec } from "../report/kit.js";
import { thisEnvironment } from "../report/report.js";
import type { Command, ExitCode } from "./command.js";
import type { Arguments } from "./options.js";
import { openReporters, writeReports } from "./reporter-arguments.js";
import { selectionOf } from "./selection.js";
import { shellLine, subjectOf, subjectOptions, subjectWords } from "./subject-arguments.js";
import type { Terminal } from "./terminal.js";

export const test: Command = {
  name: "test",
  summary: "judge a reactor",
  synopsis: ["test SUBJECT [AREA|ID ...]", 'test --exec "COMMAND" [AREA|ID ...]'],
  about: [
    `Plays the scenarios on the subject and gives a verdict on every requirement of the profiles that it claims, or on
    those that are named: by id (timer.once) or by area, the beginning of ids (timer, timer.order).`,
    `SUBJECT is a module (.js, .mjs, .cjs) that exports createReactor(), or a manifest NAME.subject.json: {name,
    version?, language?, module | command, profiles?, expectations?}. Its paths are relative to the manifest; {dir} in a
    word of the command stands for its directory. The expectations are a JSON file of known deviations: [{requirement,
    reason, link?}].`,
    `COMMAND starts a program that speaks the agent protocol (conformance/agents/PROTOCOL.md). It is split into words as
    by a shell; nothing in it is expanded.`,
  ],
  options: {
    ...subjectOptions,
    "profile": {
      value: "NAME", repeatable: true, about: "Judge by this profile, instead of those that the subject claims.",
    },
    "strict": { about: "A SHOULD that fails counts as a MUST that fails." },
    "bail": { about: "Stop at the first scenario that fails." },
    "timeout-scale": { value: "FACTOR", about: "Multiply every watchdog: more than 1 for a slow machine." },
    "reporter": {
      value: "NAME[=FILE]", repeatable: true,
      about: "How to report, and where: pretty (the default) or json; to standard output without a FILE.",
    },
  },
  examples: [
    ["Judge a module", "reactor-standard test ./my-reactor.mjs"],
    ["Judge a reactor of another language", 'reactor-standard test --exec "python3 agent.py"'],
    ["Judge one rule again", "reactor-standard test ./my-reactor.mjs timer.order.equal-deadline"],
    ["Read the verdict, and keep it",
      "reactor-standard test my.subject.json --reporter pretty --reporter json=report.json"],
  ],
  run: runTest,
};

async function runTest(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { request, rest } = subjectOf(args);
  const profiles = profilesOf(args);
  const timeoutScale = scaleOf(args);
  const subject = resolveSubject(request, { cwd: terminal.cwd, requirements });
  const select = selectionOf(rest, requirements);
  const outputs = openReporters(args.values("reporter"), terminal.cwd);

  const result = await judge(subject, {
    select, profiles, timeoutScale, strict: args.has("strict"), bail: args.has("bail"),
    onProgress: (done, total, scenario) => terminal.progress(`${done}/${total} ${scenario}`),
  });
  terminal.progress(null);

  const profileWords = (profiles ?? []).flatMap((each) => ["--profile", each]);
  const again = ["npx", "reactor-standard", "test", ...profileWords, ...subjectWords(request)];
  const rerun = (id: string): string => shellLine([...again, id]);
  writeReports(outputs, { kit, spec, environment: thisEnvironment(), subject, result, requirements, rerun }, terminal);
  if (result.exitCode === 4) terminal.diagnose("nothing was judged: no scenario is of a profile that is claimed");
  return result.exitCode;
}

function profilesOf(args: Arguments): readonly string[] | null {
  const named = args.values("profile");
  for (const profile of named) {
    if ((knownProfiles as readonly string[]).includes(profile)) continue;
    throw new UsageError(`no profile ${profile}${didYouMean(profile, knownProfiles)}`);
  }
  return named.length === 0 ? null : named;
}

function scaleOf(args: Arguments): number {
  const [text = "1"] = args.values("timeout-scale");
  const scale = Number(text);
  if (scale > 0 && Number.isFinite(scale)) return scale;
  throw new UsageError(`--timeout-scale needs a number above 0, not ${text}`);
}
