import type { Scenario } from "../language/scenario.js";
import type { Finding } from "../oracle/results.js";
import { agentEvents } from "../oracle/rule.js";
import type { AgentEvent, TraceEvent } from "../trace/events.js";
import { Connections } from "./connections.js";
import { End } from "./end.js";
import { Endpoints } from "./endpoints.js";
import { Hooks } from "./hooks.js";
import type { Broken, Part, RunState } from "./part.js";
import { Ports } from "./ports.js";
import { Reports } from "./reports.js";
import { Script } from "./script.js";
import { ThreadCalls } from "./thread-calls.js";
import { TimedCalls } from "./timed-calls.js";

/**
 * The model: what a reactor that keeps the standard may do next, at each step of a scenario. It knows the scenario, and
 * from the trace what has happened, and who of the kit's peers took part. It is lenient where it cannot know: of what
 * it does not model, everything is lawful.
 */
export class Model {
  readonly #scenario: Scenario;
  readonly #script: Script;
  readonly #run: { -readonly [K in keyof RunState]: RunState[K] } = { state: "before", now: 0 };
  readonly #parts: readonly Part[];
  /** Of what something is wrong already. */
  readonly #wrong = new Set<string>();
  /** How often the run's first call was called: a second time makes everything again, under the same names. */
  #started = 0;

  constructor(scenario: Scenario, trace: readonly TraceEvent[]) {
    this.#scenario = scenario;
    this.#script = new Script(scenario);
    this.#parts = [
      new Hooks(this.#run), new TimedCalls(this.#run), new ThreadCalls(this.#run), new Endpoints(this.#run),
      new Connections(peersOf(scenario, trace), this.#script, this.#run), new Ports(), new Reports(),
    ];
  }

  /** Takes the next event of the trace; what it breaks. */
  take(event: AgentEvent): readonly Finding[] {
    this.#run.now = event.t;
    if (event.ev === "enter" && event.cb === "start" && this.#started++ > 0) return this.#startedAgain(event.seq);
    if (this.#started > 1) return [];
    if (event.ev === "run") this.#run.state = "running";
    if ((event.ev === "call" && event.op === "stop") || event.ev === "end") {
      if (this.#run.state === "running") this.#run.state = "stopping";
    }
    const operation = this.#script.operationOf(event);
    const broken = this.#parts.flatMap((part) => part.take(event, operation));
    if (event.ev === "ran") this.#run.state = "over";
    return this.#findings(broken, event.seq);
  }

  /** The events that may come next, in words. */
  lawful(): readonly string[] {
    return this.#parts.flatMap((part) => part.lawful());
  }

  /** What had to come and has not, where nothing comes any more though the run goes on. */
  owed(): readonly Finding[] {
    return this.#findings(this.#parts.flatMap((part) => part.owed()), null);
  }

  #startedAgain(at: number): readonly Finding[] {
    const says = "the first timed call of the run was called twice";
    return this.#findings([{ requirement: "timer.once", says, of: "start" }], at);
  }

  #findings(broken: readonly Broken[], at: number | null): readonly Finding[] {
    return broken.flatMap(({ requirement, says, of }): Finding[] => {
      if (this.#wrong.has(of)) return [];
      this.#wrong.add(of);
      return [{ requirement, scenario: this.#scenario.id, kind: "violation", says, at, concerns: [of] }];
    });
  }
}

/** The peers of the kit's that have connected. What they see is no part of the order of the other events. */
function peersOf({ peers = {} }: Scenario, trace: readonly TraceEvent[]): readonly End[] {
  return trace.flatMap((event) => {
    if (event.ev !== "peer" || event.saw !== "connected") return [];
    const script = peers[event.peer];
    return script === undefined ? [] : [End.ofPeer(event.peer, script, event.local, event.remote)];
  });
}

/** Everything that the model finds in a trace; `isComplete` says whether what the scenario waited for has come. */
export function judgeByModel(
  scenario: Scenario, trace: readonly TraceEvent[], isComplete: boolean,
): readonly Finding[] {
  const model = new Model(scenario, trace);
  const findings: Finding[] = [];
  for (const event of agentEvents(trace)) {
    if (event.ev === "end" && !isComplete) findings.push(...model.owed());
    findings.push(...model.take(event));
  }
  return findings;
}

/** The events that were lawful where the event with this number came. */
export function lawfulAt(scenario: Scenario, trace: readonly TraceEvent[], seq: number): readonly string[] {
  const model = new Model(scenario, trace);
  for (const event of agentEvents(trace)) {
    if (event.seq === seq) return model.lawful();
    model.take(event);
  }
  return model.lawful();
}
