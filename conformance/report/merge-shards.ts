import { UsageError } from "../driver/usage-error.js";
import { judgeRun, scenariosOf } from "../oracle/judge-run.js";
import type { RunResult, ScenarioResult } from "../oracle/results.js";
import { inOrderOf } from "../oracle/shard.js";
import { canonicalJson } from "./canonical-json.js";
import type { JsonReport } from "./json.js";
import type { Environment } from "./report.js";
import { verifyReport } from "./verify-report.js";

/** A report of a shard, and the file that it is in. */
export interface ShardFile {
  readonly path: string;
  readonly report: JsonReport;
}

/** A run as a whole, and where its first shard was played. */
export interface Merged {
  readonly environment: Environment;
  readonly result: RunResult;
}

/**
 * Judges a run as a whole, of which each report has a shard.
 * @throws UsageError naming the file that does not fit: one that is no shard, contradicts itself, is there twice, or is
 * of another run; or the shard that is missing.
 */
export function mergeShards(files: readonly ShardFile[]): Merged {
  const [first] = files;
  if (first === undefined) throw new UsageError("REPORT is missing: the JSON reports of all shards of a run");
  for (const file of files) checkFile(file, first);
  checkNumbers(files);
  const { subject, terms: { shard: _, ...common }, environment } = first.report;
  const terms = { ...common, shard: null };
  const played = files.flatMap(({ report }): readonly ScenarioResult[] => report.scenarios);
  const results = inOrderOf(scenariosOf(terms), played);
  return { environment, result: { subject, terms, scenarios: results, ...judgeRun(terms, results) } };
}

function checkFile({ path, report }: ShardFile, first: ShardFile): void {
  if (report.terms.shard === null) throw new UsageError(`${path}: it is no shard, but whole`);
  for (const [part, of] of Object.entries(parts)) {
    if (canonicalJson(of(report)) === canonicalJson(of(first.report))) continue;
    throw new UsageError(`${path}: ${part} is not that of ${first.path}`);
  }
  const [problem] = verifyReport(report).problems;
  if (problem !== undefined) throw new UsageError(`${path}: it is not what test wrote: ${problem}`);
}

/** What all shards of a run have in common. Machines may differ in what no verdict hangs on. */
const parts: Readonly<Record<string, (report: JsonReport) => unknown>> = {
  "its version of the kit": ({ kit }) => kit,
  "its version of the standard": ({ spec }) => spec,
  "its subject": ({ subject }) => subject,
  "how it was judged": ({ terms: { shard, ...terms } }) => [terms, shard?.of],
  "its environment": ({ environment }) => hostOf(environment),
};

function hostOf({ node, platform, arch }: Environment): unknown {
  return { node, platform, arch };
}

function checkNumbers(files: readonly ShardFile[]): void {
  const pathOf = new Map<number, string>();
  for (const { path, report: { terms: { shard } } } of files) {
    if (shard === null) continue;
    const other = pathOf.get(shard.index);
    if (other !== undefined) {
      throw new UsageError(`${path}: shard ${shard.index} of ${shard.of} is in ${other} already`);
    }
    pathOf.set(shard.index, path);
  }
  const of = files[0]?.report.terms.shard?.of ?? 0;
  for (let index = 1; index <= of; index++) {
    if (!pathOf.has(index)) throw new UsageError(`shard ${index} of ${of} is missing`);
  }
}
