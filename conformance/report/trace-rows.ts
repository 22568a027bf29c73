import type { TraceEvent } from "../trace/events.js";
import { describeEvent } from "./describe-event.js";
import { excerpt } from "./excerpt.js";
import { printable } from "./printable.js";

/** A row of a trace as people read it. */
export type TraceRow =
  | {
    readonly kind: "event";
    /** Its number and its time in milliseconds since the scenario began; an event of the kit's peers has neither. */
    readonly seq: string;
    readonly time: string;
    readonly what: string;
    /** In how many callbacks it lies. */
    readonly nesting: number;
    readonly forbidden: boolean;
  }
  | { readonly kind: "gap"; readonly what: string };

const DEEPEST = 6;

/** The excerpt of a trace around the event numbered `at`, or about what `concerns` something missing, as rows. */
export function traceRows(
  trace: readonly TraceEvent[], at: number | null, concerns: readonly string[],
): readonly TraceRow[] {
  const origin = originOf(trace) ?? 0;
  return excerpt(trace, at, concerns).map((line): TraceRow => {
    if (line.kind === "gap") return { kind: "gap", what: `(${line.events} more)` };
    const { event, forbidden } = line;
    const nesting = Math.min(line.nesting, DEEPEST);
    const common = { kind: "event" as const, what: printable(describeEvent(event, origin)), nesting, forbidden };
    return event.ev === "peer"
      ? { ...common, seq: "", time: "" }
      : { ...common, seq: String(event.seq), time: (event.t - origin).toFixed(3) };
  });
}

/** What the reactor's clock said when the scenario began. */
export function originOf(trace: readonly TraceEvent[]): number | null {
  return trace.find((event) => event.ev !== "peer")?.t ?? null;
}
