import { requirements } from "../../spec/requirements.js";
import { AgentError } from "../driver/agent-error.js";
import { defaultJobs } from "../driver/default-jobs.js";
import { examine } from "../driver/examine.js";
import { judge } from "../driver/judge.js";
import { resolveSubject } from "../driver/resolve-subject.js";
import { UsageError } from "../driver/usage-error.js";
import { jsonReport, type JsonReport } from "../report/json.js";
import { kit, spec } from "../report/kit.js";
import { printable } from "../report/printable.js";
import { thisEnvironment } from "../report/report.js";
import { compare } from "../results/comparison.js";
import { comparisonJson } from "../results/comparison-json.js";
import { comparisonMarkdown } from "../results/comparison-markdown.js";
import { comparisonText } from "../results/comparison-text.js";
import { resultOf, type Result } from "../results/result.js";
import type { Command, ExitCode } from "./command.js";
import { jobsOf } from "./number-arguments.js";
import type { Arguments } from "./options.js";
import { scaleOf } from "./play-arguments.js";
import { ResultFolder, resultsFrom } from "./result-files.js";
import { selectionOf } from "./selection.js";
import { subjectsNamed, type Named } from "./shipped-subjects.js";
import type { Terminal } from "./terminal.js";

export const matrix: Command = {
  name: "matrix",
  summary: "judge many subjects, and compare them",
  synopsis: ["matrix [SUBJECT ...]", "matrix --from REPORT.json|RESULT.json|FOLDER ..."],
  about: [
    `Judges one subject after the other, and prints how they stand to each requirement, side by side: first those on
    which they diverge. SUBJECT is the name of a manifest that comes with the kit (doctor lists them), or a manifest or
    module of your own; without one, all that come with the kit and that this machine can run are judged.`,
    `A subject that breaks costs its own column alone: what happened is said, and the next one is judged.`,
    `With --from nothing is judged. REPORT.json is what test --reporter json has written, and is verified first;
    RESULT.json is what --write has written, and FOLDER a folder of such files.`,
    `A result is what a report came to, without its traces: a file NAME.result.json of some 40 kB, which says of what
    version of the subject, on what day, by what standard and from which report it was made. It is never to be changed
    by hand, and one that was is refused. A verdict on an older wording of a requirement is shown as stale.`,
  ],
  options: {
    from: { about: "Compare reports and results that are there, and judge nothing." },
    write: { value: "FOLDER", about: "Keep the result of each subject in FOLDER, in the place of a former one." },
    reports: {
      value: "FOLDER", about: `Keep the whole reports, too, NAME.report.json of several megabytes each, which verify can
        read: a result has the digest of its own.`,
    },
    only: { value: "AREA|ID", repeatable: true, about: "Judge only what is named; the rest is shown as not judged." },
    all: { about: "List also what all keep, and what was judged of none; --json and --markdown always do." },
    json: { about: "Print the comparison as JSON." },
    markdown: { about: "Print the comparison as tables in Markdown." },
    jobs: { value: "N", about: "How many agents of a subject play side by side: by default, what suits it." },
    "timeout-scale": { value: "FACTOR", about: "Multiply every watchdog: more than 1 for a slow machine." },
  },
  examples: [
    ["Compare all that this machine can run", "reactor-standard matrix"],
    ["Compare two, and keep what comes of it", "reactor-standard matrix asyncio uvloop --write results"],
    ["Compare what was kept", "reactor-standard matrix --from results"],
    ["Compare a reactor of your own with two that come with the kit",
      "reactor-standard matrix my.subject.json node asyncio"],
    ["Publish it", "reactor-standard matrix --from results --markdown > MATRIX.md"],
  ],
  run: runMatrix,
};

/** A subject of which there is no result, and why. */
interface Without {
  readonly subject: string;
  readonly why: string;
}

/** What came of all subjects. */
interface Gathered {
  readonly results: readonly Result[];
  /** Those that broke while they were judged, or could not be started though they were named. */
  readonly broken: readonly Without[];
  /** Those that come with the kit and cannot run here. */
  readonly missing: readonly Without[];
  /** Whether everything that was to be kept is. */
  readonly kept: boolean;
}

async function runMatrix(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.has("json") && args.has("markdown")) throw new UsageError("--json and --markdown are two forms: choose one");
  const gathered = args.has("from") ? fromFiles(args, terminal) : await judged(args, terminal);
  const { results, broken, missing } = gathered;
  const comparisons = compare(results, requirements);
  const exitCode = exitCodeOf(gathered);
  if (args.has("json")) {
    const told = { schemaVersion: 1, kit, spec, exitCode, broken, missing, comparisons: comparisonJson(comparisons) };
    terminal.write(`${JSON.stringify(told, null, 2)}\n`);
  } else if (results.length > 0) {
    terminal.write(args.has("markdown")
      ? comparisonMarkdown(comparisons)
      : comparisonText(comparisons, { colours: terminal.colours, all: args.has("all") }));
  }
  for (const each of missing) terminal.diagnose(`${each.subject} was not judged: ${each.why}`);
  for (const each of broken) terminal.diagnose(`${each.subject} broke: ${each.why}`);
  if (exitCode === 4) terminal.diagnose("nothing was judged: reactor-standard doctor says what is missing");
  return exitCode;
}

function exitCodeOf({ results, broken, kept }: Gathered): ExitCode {
  if (broken.length > 0 || !kept) return 3;
  const codes = results.map((each) => each.exitCode);
  for (const code of [3, 1] as const) if (codes.includes(code)) return code;
  return codes.includes(0) ? 0 : 4;
}

function fromFiles(args: Arguments, terminal: Terminal): Gathered {
  if (args.positionals.length === 0) {
    throw new UsageError("--from needs the reports or results: --from REPORT.json ...");
  }
  for (const option of ["reports", "only", "jobs", "timeout-scale"]) {
    if (args.has(option)) throw new UsageError(`--${option} is for what is judged, and --from judges nothing`);
  }
  const folder = folderOf(args, "write", terminal);
  const results = resultsFrom(args.positionals, terminal.cwd);
  const lost = results.filter((each) => !isKept(folder?.write(each), terminal));
  return { results, broken: [], missing: [], kept: lost.length === 0 };
}

/** Judges one after the other. */
async function judged(args: Arguments, terminal: Terminal): Promise<Gathered> {
  const subjects = subjectsNamed(args.positionals, terminal.cwd);
  const play = player(args, terminal);
  const folder = folderOf(args, "write", terminal);
  const reports = folderOf(args, "reports", terminal);
  const results: Result[] = [];
  const broken: Without[] = [];
  const missing: Without[] = [];
  let kept = true;
  for (const [index, subject] of subjects.entries()) {
    const shown = `${index + 1}/${subjects.length} ${subject.name}`;
    terminal.progress(shown);
    const { lacks } = await examine(subject.path, subject.shown, requirements);
    if (lacks !== null) {
      (args.positionals.length === 0 ? missing : broken).push({ subject: subject.name, why: lacks });
      continue;
    }
    try {
      const report = await play(subject, shown);
      const result = resultOf(report, requirements);
      results.push(result);
      kept = isKept(folder?.write(result), terminal) && isKept(reports?.writeReport(report), terminal) && kept;
    } catch (error) {
      broken.push({ subject: subject.name, why: whyOf(error) });
    }
  }
  terminal.progress(null);
  return { results, broken, missing, kept };
}

/** What judges a subject as the command line asks. */
function player(args: Arguments, terminal: Terminal): (subject: Named, shown: string) => Promise<JsonReport> {
  const select = selectionOf(args.values("only"), requirements);
  const jobs = jobsOf(args);
  const timeoutScale = scaleOf(args);
  return async ({ path }, shown) => {
    const subject = resolveSubject({ kind: "path", path, inProcess: false }, { cwd: terminal.cwd, requirements });
    const result = await judge(subject, {
      select, profiles: null, strict: false, bail: false, timeoutScale, jobs: jobs ?? defaultJobs(subject),
      onProgress: (done, total, scenario) => terminal.progress(`${shown}  ${done}/${total} ${scenario}`),
    });
    return jsonReport({ kit, spec, environment: thisEnvironment(), result, requirements, rerun: () => "" });
  };
}

function folderOf(args: Arguments, option: "write" | "reports", terminal: Terminal): ResultFolder | null {
  const [folder] = args.values(option);
  return folder === undefined ? null : new ResultFolder(folder, terminal.cwd);
}

/** Says what kept a file from being written. Returns whether nothing did. */
function isKept(why: string | null | undefined, terminal: Terminal): boolean {
  if (why == null) return true;
  terminal.diagnose(why);
  return false;
}

function whyOf(error: unknown): string {
  const message = printable(String(error instanceof Error ? error.message : error).replaceAll(/\s*\n\s*/g, " "));
  return error instanceof AgentError || error instanceof UsageError ? message : `the kit broke: ${message}`;
}
