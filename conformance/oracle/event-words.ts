import { brief, quoted } from "../trace/brief.js";
import type { TraceEvent } from "../trace/events.js";

/** The fields that name what an event is of, the most telling first. */
const nameFields = ["call", "connection", "listener", "hook", "port", "work", "lookup", "as"] as const;

/** The field by which an event, or a pattern of events, is named. */
export function nameField(fields: object): string | undefined {
  return nameFields.find((field) => typeof Object(fields)[field] === "string");
}

/** What an event, or a pattern of events, is of: two events of one connection share `connection NAME`. */
export function concernsOf(fields: object): string[] {
  return [...nameFields.filter((field) => field !== "as"), "peer"].flatMap((field) => {
    const name: unknown = Object(fields)[field];
    return typeof name === "string" ? [`${field} ${name}`] : [];
  });
}

/** Milliseconds since the first event of a trace, to the microsecond. */
export function sinceStart(t: number, trace: readonly TraceEvent[]): string {
  const first = trace.find((event) => event.ev !== "peer");
  return `${(t - (first?.t ?? 0)).toFixed(3)} ms`;
}

/** An event as a clause: "connectionLost of server#1 came at 0.183 ms". */
export function clauseOf(event: TraceEvent, trace: readonly TraceEvent[]): string {
  if (event.ev === "peer") return `the peer ${quoted(event.peer)} saw ${event.saw}`;
  return `${happened(event)} at ${sinceStart(event.t, trace)}`;
}

/** The same, and what else there is to know of the event. */
export function fullClauseOf(event: TraceEvent, trace: readonly TraceEvent[]): string {
  const values = event as unknown as Readonly<Record<string, unknown>>;
  const particulars = event.ev === "ran" ? [] : telling.filter((field) => values[field] !== undefined)
    .map((field) => `${field}=${brief(values[field])}`);
  return [clauseOf(event, trace), ...(particulars.length === 0 ? [] : [`with ${particulars.join(", ")}`])].join(", ");
}

/** What an implementer has to know of an event beside its name. */
const telling = ["during", "reason", "error", "value", "bytes", "frames", "how", "received", "code", "differences", "ran", "where", "carried"] as const;

function happened(event: Exclude<TraceEvent, { readonly ev: "peer" }>): string {
  switch (event.ev) {
    case "enter": return `${event.cb}${ofName(event)} came`;
    case "leave": return `${event.cb}${ofName(event)} ended`;
    case "call": return `${event.op}${ofName(event)} was called`;
    case "return": return event.threw === undefined
      ? `${event.op}${ofName(event)} returned`
      : `${event.op}${ofName(event)} threw ${brief(event.threw)}`;
    case "mark": return `the mark ${quoted(event.name)} was made`;
    case "run": return "run was called";
    case "ran": return event.error === undefined ? "run ended" : `run failed with ${brief(event.error)}`;
    case "stack": return "the stack was measured";
    default: return `${event.ev}${ofName(event)} came`;
  }
}

/** " of NAME", where an event, or a pattern of events, has a name. */
export function ofName(fields: object): string {
  const field = nameField(fields);
  if (field === undefined) return "";
  const name = quoted(String(Object(fields)[field]));
  return Object(fields)["cb"] === "hook" || field === "as" ? ` ${name}` : ` of ${name}`;
}
