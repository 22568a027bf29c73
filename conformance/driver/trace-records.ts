import type { Scenario } from "../language/scenario.js";
import { flawOf } from "../trace/event-shape.js";
import type { TraceEvent } from "../trace/events.js";
import { linesOf, MAX_LINE, type Line } from "./lines.js";
import { scenarioOf } from "./scenario-file.js";
import { UsageError } from "./usage-error.js";

/** What a line of a recorded trace tells, and which line it is. */
export type TraceRecord = { readonly line: number } & (
  | { readonly kind: "event"; readonly event: TraceEvent }
  /** What follows is of this scenario. */
  | { readonly kind: "scenario"; readonly scenario: Scenario; readonly leftUnjudged: boolean }
  /** The agent could not play it, or broke. */
  | { readonly kind: "broken"; readonly message: string }
  /** The last line has no end, and is nothing as it is: it is left out. */
  | { readonly kind: "cut" }
);

/** What an agent answers outside of scenarios. */
const ANSWERS: ReadonlySet<unknown> = new Set(["hello", "refused"]);

/**
 * The records of a trace: the events as an agent writes them, and of the commands that it was given, if they were
 * recorded too, the one that says the scenario.
 * @throws UsageError, its message beginning with `shown` and the number of the line, for a line that is neither.
 */
export async function* recordsOf(chunks: AsyncIterable<Uint8Array>, shown: string): AsyncGenerator<TraceRecord> {
  const tooLong = (number: number): never => {
    throw new UsageError(`${shown}:${number}: the line is longer than ${MAX_LINE} bytes`);
  };
  for await (const line of linesOf(chunks, tooLong)) {
    const record = recordOf(line, `${shown}:${line.number}`);
    if (record !== null) yield record;
  }
}

function recordOf({ text, number: line, cut }: Line, where: string): TraceRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (cut) return { kind: "cut", line };
    throw new UsageError(`${where}: not JSON: ${JSON.stringify(text.slice(0, 60))}`);
  }
  const { ev, op, scenario, message, leftUnjudged } = Object(value) as Readonly<Record<string, unknown>>;
  if (ev === undefined && typeof op === "string") {
    return op === "scenario"
      ? { kind: "scenario", line, scenario: scenarioOf(scenario, where), leftUnjudged: leftUnjudged === true }
      : null;
  }
  if (ANSWERS.has(ev)) return null;
  if (ev === "broken") return { kind: "broken", line, message: String(message) };
  const flaw = flawOf(value);
  if (flaw !== null) throw new UsageError(`${where}: no event: ${flaw}`);
  return { kind: "event", line, event: value as TraceEvent };
}
