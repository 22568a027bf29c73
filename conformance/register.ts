import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bindsReactors, type Requirement } from "../spec/requirement.js";
import { requirements } from "../spec/requirements.js";
import type { SubjectModule } from "./agents/js/subject.js";
import { selected, selectionOf } from "./command/selection.js";
import { shellLine, subjectWords } from "./command/subject-arguments.js";
import { AgentError } from "./driver/agent-error.js";
import { defaultJobs } from "./driver/default-jobs.js";
import { readExpectations } from "./driver/expectation-file.js";
import { judge } from "./driver/judge.js";
import { resolveSubject, type SubjectRequest } from "./driver/resolve-subject.js";
import type { Subject } from "./driver/subject.js";
import { outcomeOf } from "./register/outcome.js";
import { contextOf } from "./register/runner-context.js";
import { kit, spec } from "./report/kit.js";
import { thisEnvironment, type Report } from "./report/report.js";
import { byArea } from "./report/verdicts.js";

/** A subject of the kit, as a test names it. */
export type RegisteredSubject =
  /** A module or a manifest, by its path from the working directory or by its URL: hosted in a process of its own. */
  | string
  | URL
  /** The command line of an agent. */
  | { readonly exec: string }
  /** What a module exports, or its `createReactor` alone: hosted in this process, which it can hang or end. */
  | SubjectModule
  | SubjectModule["createReactor"];

/** What the suites of mocha, `node:test` and vitest have in common. */
export interface SuiteFunctions {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: (title: string, body: () => Promise<void>, timeout?: number) => unknown;
}

export interface ConformanceOptions extends SuiteFunctions {
  readonly subject: RegisteredSubject;
  /** Ids or areas (beginnings of ids); by default all. */
  readonly select?: readonly string[];
  /** Profiles to judge, instead of those that the subject claims. */
  readonly profiles?: readonly string[];
  /** A file of known deviations, by its path from the working directory, in place of the manifest's. */
  readonly expect?: string;
  /** Whether a SHOULD that fails fails its case; by default it is shown as skipped or to be done. */
  readonly strict?: boolean;
  /** Multiplies every watchdog: more than 1 for a slow machine. */
  readonly timeoutScale?: number;
  /** How many agents play side by side; as the command `test` has it, by default. */
  readonly jobs?: number;
}

/**
 * Registers the conformance suite in a suite of mocha, `node:test` or vitest: a case a requirement, by area. The
 * subject is judged when the first case runs. A case fails with what the report says; a requirement that is not judged is
 * skipped, and one that is known to deviate is shown as that. If the kit or the agent breaks, all cases fail with the
 * cause.
 * @throws UsageError if there is no such subject, requirement or file.
 */
export function registerConformance(options: ConformanceOptions): void {
  const { describe, it } = options;
  const { subject, rerun } = found(options);
  const select = selectionOf(options.select ?? [], requirements);
  const judged = once(() => reportOf(options, subject, select, rerun));

  const register = (title: string, settle: (report: Report) => ReturnType<typeof outcomeOf>): void => {
    it(title, async function (this: unknown, ...args: readonly unknown[]) {
      const context = contextOf(this, args);
      context.waits();
      const outcome = settle(await judged());
      if (outcome.kind === "fail") throw failure(outcome.says);
      if (outcome.kind !== "pass") context[outcome.kind](outcome.says);
    }, 0);
  };
  describe(`the Reactor Standard: ${subject.name}`, () => {
    register("something was judged", ({ result }) => result.exitCode === 4
      ? { kind: "fail", says: "nothing was judged: no scenario is of a profile that is claimed" }
      : { kind: "pass" });
    for (const [area, own] of byArea(registered(select))) {
      describe(area, () => {
        for (const { id, level } of own) {
          register(level === "must" ? id : `${id} (${level})`, (report) => {
            const result = report.result.requirements.find((each) => each.id === id);
            return result === undefined ? { kind: "fail", says: `${id} was not judged` } : outcomeOf(report, result);
          });
        }
      });
    }
  });
}

/** Those of agents are no part of the verdict on a reactor, unless they are asked for. */
function registered(select: readonly string[]): readonly Requirement[] {
  return select.length === 0 ? requirements.filter(bindsReactors) : selected(select, requirements);
}

async function reportOf(
  options: ConformanceOptions, subject: Subject, select: readonly string[], rerun: Report["rerun"],
): Promise<Report> {
  const { profiles = null, strict = false, timeoutScale = 1, jobs = defaultJobs(subject) } = options;
  const result = await judge(subject, {
    select, profiles, strict, timeoutScale, jobs, bail: false, onProgress: () => undefined,
  }).catch((error: unknown) => {
    throw error instanceof AgentError ? failure(error.message) : error;
  });
  return { kit, spec, environment: thisEnvironment(), result, requirements, rerun };
}

interface Found {
  readonly subject: Subject;
  readonly rerun: Report["rerun"];
}

function found({ subject: named, expect }: ConformanceOptions): Found {
  const { subject, rerun } = typeof named === "function" || "createReactor" in Object(named)
    ? loaded(named as SubjectModule | SubjectModule["createReactor"])
    : resolved(named as string | URL | { readonly exec: string });
  if (expect === undefined) return { subject, rerun };
  return { subject: { ...subject, expectations: readExpectations(resolve(expect), expect, requirements) }, rerun };
}

function loaded(named: SubjectModule | SubjectModule["createReactor"]): Found {
  const module = typeof named === "function" ? { createReactor: named } : named;
  return {
    subject: {
      name: "createReactor()", version: null, language: null, profiles: null, expectations: [],
      source: { kind: "loaded", module },
    },
    rerun: (id) => `registerConformance({ select: [${JSON.stringify(id)}], ... })`,
  };
}

function resolved(named: string | URL | { readonly exec: string }): Found {
  const request: SubjectRequest = typeof named === "object" && "exec" in named
    ? { kind: "exec", command: named.exec }
    : { kind: "path", path: pathOf(named), inProcess: false };
  return {
    subject: resolveSubject(request, { cwd: process.cwd(), requirements }),
    rerun: (id) => shellLine(["npx", "reactor-standard", "test", ...subjectWords(request), id]),
  };
}

function pathOf(named: string | URL): string {
  return typeof named === "string" && !named.startsWith("file:") ? named : fileURLToPath(named);
}

/** An error that shows its message, and no lines of this kit. */
function failure(says: string): Error {
  const error = new Error(says);
  error.stack = says;
  return error;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => made ??= make();
}
