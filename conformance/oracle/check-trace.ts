import { requirements } from "../../spec/requirements.js";
import type { TraceRecord } from "../driver/trace-records.js";
import type { Scenario } from "../language/scenario.js";
import type { TraceEvent } from "../trace/events.js";
import { judgePlay, leavingOutLeft, missingEnds } from "./judge-play.js";
import { summarise } from "./requirement-verdicts.js";
import type { Ending, Finding, RequirementResult, ScenarioResult, Summary } from "./results.js";
import { judgeUniversally } from "./universal-rules.js";

/** What recorded traces came to. */
export interface CheckResult {
  readonly traces: readonly CheckedTrace[];
  /** Of those that something was found against, and those that a scenario of a trace checks. */
  readonly requirements: readonly RequirementResult[];
  /** Where the first finding against a requirement is to be read: `file:line`. */
  readonly places: ReadonlyMap<string, string>;
  /** For each requirement that did not pass, the trace in which that shows first, or the part around it. */
  readonly evidence: readonly ScenarioResult[];
  readonly summary: Summary;
  /** 0 nothing was found against a MUST, 1 something was, 3 an agent broke, 4 there was nothing to judge. */
  readonly exitCode: 0 | 1 | 3 | 4;
}

/** One trace of those that were judged. */
export interface CheckedTrace {
  /** Where it begins: `file:line`. */
  readonly at: string;
  /** The id of its scenario, if it is known. */
  readonly scenario: string | null;
  readonly events: number;
}

/** How many findings against one requirement are kept in words. */
const MOST_FINDINGS = 20;
/** How many events are kept of a trace whose scenario is not known, for the excerpt that shows what was found. */
const WINDOW = 500;

/** What was found against one requirement. */
interface Against {
  count: number;
  readonly says: string[];
  first: Found;
}

interface Found {
  readonly finding: Finding;
  readonly place: string;
  readonly trace: readonly TraceEvent[];
}

/** A finding, and the trace that shows it, to be asked for only if it is kept. */
interface Finds extends Omit<Found, "trace"> {
  readonly show: () => readonly TraceEvent[];
}

/**
 * Judges recorded traces, record by record. Of a trace whose scenario is not known it keeps no more than what is alive
 * in it; of one whose scenario is known, which is judged as a whole, all events until it ends.
 */
export class TraceCheck {
  readonly #unless: Scenario | null;
  readonly #traces: CheckedTrace[] = [];
  readonly #against = new Map<string, Against>();
  /** Checked by a scenario, and not found broken. */
  readonly #checked = new Set<string>();
  #file = "";
  #segment: Segment | null = null;

  /** `unless` is the scenario of those traces that do not say it themselves. */
  constructor(unless: Scenario | null) {
    this.#unless = unless;
  }

  /** From here on, records are of this file. */
  file(shown: string): void {
    this.#close();
    this.#file = shown;
  }

  see(record: TraceRecord): void {
    switch (record.kind) {
      case "cut": return undefined;
      case "scenario":
        this.#close();
        this.#segment = this.#open(record.line, record.scenario, record.leftUnjudged);
        return undefined;
      case "broken":
        this.#current(record.line).broken(record.message);
        return this.#close();
      case "event":
        this.#current(record.line).see(record.event, record.line);
        return record.event.ev === "ended" ? this.#close() : undefined;
    }
  }

  result(): CheckResult {
    this.#close();
    const judged = requirements.filter(({ id }) => this.#against.has(id) || this.#checked.has(id))
      .map(({ id, level, profile }): RequirementResult =>
        ({ id, level, profile, scenarios: [], ...this.#verdict(id) }));
    // A scenario that is not of the kit may check what the standard does not know.
    const strangers = [...this.#against.keys()].filter((id) => !judged.some((each) => each.id === id))
      .map((id): RequirementResult => ({ id, level: "must", profile: "core", scenarios: [], ...this.#verdict(id) }));
    const results = [...judged, ...strangers];
    const found = [...this.#against.values()].map(({ first }) => first);
    return {
      traces: this.#traces, requirements: results, summary: summarise(results),
      places: new Map(found.map(({ finding, place }) => [finding.requirement, place])),
      evidence: found.map(({ finding, trace }) => ({
        scenario: finding.scenario, ending: null, outcome: "completed", message: null, findings: [finding], trace,
        durationMs: 0, diagnostics: null,
      })),
      exitCode: exitCodeOf(this.#traces, results),
    };
  }

  #verdict(id: string): Pick<RequirementResult, "verdict" | "message" | "findings"> {
    const against = this.#against.get(id);
    if (against === undefined) return { verdict: "pass", message: null, findings: [] };
    const { finding } = against.first;
    const others = against.count - against.says.length;
    return {
      verdict: finding.kind === "violation" ? "fail" : finding.kind,
      message: finding.says,
      findings: [...against.says, ...(others > 0 ? [`and ${others} more`] : [])],
    };
  }

  #current(line: number): Segment {
    this.#segment ??= this.#open(line, this.#unless, false);
    return this.#segment;
  }

  #open(line: number, scenario: Scenario | null, leftUnjudged: boolean): Segment {
    const at = `${this.#file}:${line}`;
    const place = (number: number): string => `${this.#file}:${number}`;
    return new Segment(at, scenario, leftUnjudged, (finding, number, show) =>
      this.#found({ finding, place: number === null ? at : place(number), show }));
  }

  #close(): void {
    const segment = this.#segment;
    this.#segment = null;
    if (segment === null) return;
    for (const id of segment.close()) this.#checked.add(id);
    this.#traces.push({ at: segment.at, scenario: segment.scenario?.id ?? null, events: segment.events });
  }

  #found({ finding, place, show }: Finds): void {
    const { requirement, says } = finding;
    const against = this.#against.get(requirement);
    if (against === undefined) {
      this.#against.set(requirement, { count: 1, says: [says], first: { finding, place, trace: show() } });
      return;
    }
    against.count++;
    if (against.says.length < MOST_FINDINGS) against.says.push(says);
    if (gravity(finding) < gravity(against.first.finding)) against.first = { finding, place, trace: show() };
  }
}

function gravity({ kind }: Finding): number {
  return ["violation", "error", "inconclusive"].indexOf(kind);
}

function exitCodeOf(
  traces: readonly CheckedTrace[], results: readonly RequirementResult[],
): CheckResult["exitCode"] {
  if (results.some(({ verdict }) => verdict === "error")) return 3;
  if (traces.every(({ events }) => events === 0)) return 4;
  return results.some(({ level, verdict }) => level === "must" && verdict !== "pass") ? 1 : 0;
}

type TellFound = (finding: Finding, line: number | null, show: Finds["show"]) => void;

/** One trace, from its beginning to its end. */
class Segment {
  readonly at: string;
  readonly scenario: Scenario | null;
  events = 0;
  readonly #name: string;
  readonly #leftUnjudged: boolean;
  readonly #tell: TellFound;
  readonly #judge: ReturnType<typeof judgeUniversally>;
  #trace: TraceEvent[] = [];
  #line = 0;
  readonly #lines = new Map<number, number>();
  #seq: number | null = null;
  #broken: string | null = null;
  /** What was kept to show a finding, and wants the event behind it, too. */
  #open: TraceEvent[][] = [];

  constructor(at: string, scenario: Scenario | null, leftUnjudged: boolean, tell: TellFound) {
    this.at = at;
    this.scenario = scenario;
    this.#name = scenario?.id ?? at;
    this.#leftUnjudged = leftUnjudged;
    this.#tell = tell;
    this.#judge = judgeUniversally(({ requirement, says, at: event }) => this.#shows(requirement, says, event.seq));
  }

  see(event: TraceEvent, line: number): void {
    this.events++;
    this.#line = line;
    for (const shown of this.#open.splice(0)) shown.push(event);
    this.#trace.push(event);
    if (this.#isStamped(event) && event.ev !== "peer") {
      if (this.scenario === null) this.#judge(event);
      else this.#lines.set(event.seq, line);
    }
    if (this.scenario === null && this.#trace.length > 2 * WINDOW) this.#trace = this.#trace.slice(-WINDOW);
  }

  broken(message: string): void {
    this.#broken = message;
  }

  /** What it checks and was not found broken. */
  close(): readonly string[] {
    const { scenario } = this;
    const findings = scenario === null ? this.#brokenAlone() : this.#findingsOf(scenario);
    for (const finding of findings) {
      this.#tell(finding, finding.at === null ? null : this.#lines.get(finding.at) ?? null, () => this.#trace);
    }
    const against = new Set(findings.map(({ requirement }) => requirement));
    return (scenario?.checks ?? []).filter((id) => !against.has(id));
  }

  #brokenAlone(): readonly Finding[] {
    if (this.#broken === null) return [];
    return [{ requirement: "agent.broken", scenario: this.#name, kind: "error", says: this.#broken, at: null }];
  }

  #findingsOf(scenario: Scenario): readonly Finding[] {
    const ending = this.#ending(scenario);
    const isCut = ending.kind === "incomplete" && this.#trace.every(({ ev }) => ev !== "end");
    // What is missing may stand in the part that was not recorded.
    const judged = judgePlay(isCut ? { ...scenario, expect: [] } : scenario, { ending, trace: this.#trace });
    const { findings, outcome, message } = this.#leftUnjudged ? leavingOutLeft(judged) : judged;
    if (outcome === "completed") return findings;
    const kind = outcome === "error" ? "error" : isCut ? "inconclusive" : "violation";
    const against = new Set(findings.filter((each) => each.kind === "violation").map(({ requirement }) => requirement));
    return [...findings, ...scenario.checks.filter((id) => !against.has(id)).map((requirement): Finding =>
      ({ requirement, scenario: scenario.id, kind, says: message ?? "", at: null }))];
  }

  #ending(scenario: Scenario): Ending {
    if (this.#broken !== null) return { kind: "broken", message: this.#broken };
    const missing = missingEnds(scenario, this.#trace).map(({ event }) => JSON.stringify(event));
    if (missing.length === 0) return { kind: "completed" };
    return { kind: "incomplete", message: `waited for ${missing.join(" and ")}, and the trace ends without it` };
  }

  /** Whether an event has what the rules count on; if not, that is found, and the event judged no further. */
  #isStamped(event: TraceEvent): boolean {
    const { seq, t } = event as { readonly seq?: unknown; readonly t?: unknown };
    if (event.ev === "peer" && seq === undefined) return false;
    if (typeof seq !== "number") {
      this.#shows("agent.seq", `its event ${event.ev} has no number as seq`, null);
      return false;
    }
    if (this.#seq !== null && seq !== this.#seq + 1) {
      this.#shows("agent.seq", `its event ${seq} came where ${this.#seq + 1} was due`, seq);
    }
    this.#seq = seq;
    if (typeof t === "number" && Number.isFinite(t)) return true;
    this.#shows("agent.time", `its event ${seq} has no number as t`, null);
    return false;
  }

  /** The last event shows that a requirement is broken. */
  #shows(requirement: string, says: string, at: number | null): void {
    this.#tell({ requirement, scenario: this.#name, kind: "violation", says, at }, this.#line, () => {
      const trace = this.#trace.slice(-WINDOW);
      this.#open.push(trace);
      return trace;
    });
  }
}
