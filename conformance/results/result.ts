import { createHash } from "node:crypto";
import type { Requirement } from "../../spec/requirement.js";
import type { RequirementResult, RunResult, SubjectInfo, Summary, Verdict } from "../oracle/results.js";
import { summarise } from "../oracle/requirement-verdicts.js";
import { digestOf } from "../report/canonical-json.js";
import type { JsonReport } from "../report/json.js";
import { printable } from "../report/printable.js";
import type { Environment } from "../report/report.js";
import { withoutPlaces } from "./without-places.js";

/** The version of the form of a result, which `result.schema.json` describes. */
export const schemaVersion = 1;

/** What a report came to, small enough to be kept and compared. It is made of a report, and never by hand. */
export interface Result {
  readonly schemaVersion: typeof schemaVersion;
  readonly subject: Omit<SubjectInfo, "profiles">;
  /** What the subject was judged by: its profiles, and what else is claimed for a shim. */
  readonly profiles: readonly string[];
  /** The day of the run in UTC, as `YYYY-MM-DD`. */
  readonly date: string;
  readonly environment: Pick<Environment, "platform" | "arch" | "release" | "node">;
  readonly kit: JsonReport["kit"];
  readonly spec: JsonReport["spec"];
  /** The ids and areas that were judged; all if there is none. */
  readonly select: readonly string[];
  readonly exitCode: RunResult["exitCode"];
  /** The verdicts on the requirements below, counted. */
  readonly summary: Summary;
  /** The digest that the report bears. */
  readonly report: string;
  /** Those of the profiles that are claimed: on the others there is no verdict. */
  readonly requirements: readonly Judged[];
  /** Of all else, in canonical JSON. */
  readonly digest: string;
}

/** The verdict on one requirement. */
export interface Judged {
  readonly id: string;
  readonly verdict: Verdict;
  /** Which sentence was judged: see `textDigest`. */
  readonly text: string;
  /** Of a deviation what the expectation file says, else what the run says; absent for a pass. */
  readonly reason?: string;
  /** Where the reason of a deviation can be read. */
  readonly link?: string;
}

/** The first 12 digits of the SHA-256 of a requirement's sentence, which `spec/ids.lock.json` has whole. */
export function textDigest({ text }: Pick<Requirement, "text">): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/**
 * What keeps a report from being made a result, in a few words; null if nothing does. That its verdicts are those of
 * its traces is for `verifyReport` to say.
 */
export function flawForResult({ environment, terms: { shard } }: JsonReport): string | null {
  if (shard !== null) return `it has shard ${shard.index} of ${shard.of} alone: put all together with merge`;
  if (environment.date === undefined) return "it does not say on which day it was made: judge the subject again";
  return null;
}

/**
 * What a report came to. The report is of this kit's requirements, and verified.
 * @throws RangeError if there is a flaw in it: see `flawForResult`.
 */
export function resultOf(report: JsonReport, requirements: readonly Requirement[]): Result {
  const { kit, spec, exitCode, terms: { profiles, select } } = report;
  const { name, version, language, runtime } = report.subject;
  const { platform, arch, release, node, date } = report.environment;
  const flaw = flawForResult(report);
  if (flaw !== null || date === undefined) throw new RangeError(`no result can be made of the report: ${flaw}`);
  const judged = report.requirements.filter((each) => profiles.includes(each.profile));
  const textOf = new Map(requirements.map((each) => [each.id, textDigest(each)]));
  const result: Omit<Result, "digest"> = {
    schemaVersion,
    subject: { name: said(name), version: said(version), language: said(language), runtime: said(runtime) },
    profiles, date,
    environment: { platform, arch, release: numbersOf(release), node }, kit, spec, select, exitCode,
    summary: summarise(judged), report: report.digest,
    requirements: judged.map((each) => ({
      id: each.id, verdict: each.verdict, text: textOf.get(each.id) ?? "", ...reasonOf(each, report),
    })),
  };
  return { ...result, digest: digestOf(result) };
}

/** What a subject says of itself, in a line that names no place of the machine. */
function said(text: string): string {
  return printable(withoutPlaces(text), 200);
}

function reasonOf({ id, verdict, message }: RequirementResult, { terms }: JsonReport): Pick<Judged, "reason" | "link"> {
  if (verdict === "pass") return {};
  const known = verdict === "deviation" ? terms.expectations.find(({ requirement }) => requirement === id) : undefined;
  if (known === undefined) return message === null ? {} : { reason: printable(withoutPlaces(message)) };
  return { reason: printable(known.reason), ...(known.link === null ? {} : { link: printable(known.link) }) };
}

/** The numbers that a kernel's release begins with: what follows is its builder's. */
function numbersOf(release: string): string {
  return /^\d+(?:\.\d+)*/.exec(release)?.[0] ?? "unknown";
}

/** As it is kept in a file: each verdict on a line of its own. */
export function resultText({ requirements, digest, ...rest }: Result): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -"\n}".length);
  const lines = requirements.map((each) => `    ${JSON.stringify(each)}`).join(",\n");
  const list = requirements.length === 0 ? "[]" : `[\n${lines}\n  ]`;
  return `${head},\n  "requirements": ${list},\n  "digest": "${digest}"\n}\n`;
}
