import { bare, brief } from "../trace/brief.js";
import type { TraceEvent } from "../trace/events.js";

const unsaid = new Set(["ev", "seq", "t", "n", "cb", "op", "name", "saw", "peer", "protocol", "isError", "phase"]);

/** An event as one line of words: what happened, then its particulars as `field=value`; deadlines since `origin`. */
export function describeEvent(event: TraceEvent, origin = 0): string {
  const particulars = Object.entries(event)
    .filter(([field, value]) => !unsaid.has(field) && value !== undefined && !(field === "depth" && value === 1))
    .map(([field, value]) => `${bare(field)}=${particular(field, value, origin)}`);
  return [headOf(event), ...particulars].join(" ");
}

function particular(field: string, value: unknown, origin: number): string {
  return field === "deadline" ? since(value, origin) : brief(inner(value, origin));
}

function headOf(event: TraceEvent): string {
  switch (event.ev) {
    case "enter": return `enter ${bare(event.cb)}`;
    case "leave": return `leave ${bare(event.cb)}`;
    case "call": return `call ${bare(event.op)}`;
    case "return": return `return ${bare(event.op)}`;
    case "mark": return `mark ${bare(event.name)}`;
    case "unsupported": return `unsupported ${bare(event.op)}`;
    case "peer": return `peer ${bare(event.peer)} saw ${bare(event.saw)}`;
    case "run": return "run is called";
    case "ran": return "run has settled";
    case "idle": return "nothing is left that could happen";
    case "end": return "the kit ends the scenario";
    case "ended": return "the agent has cleared up";
    default: return bare(event.ev);
  }
}

/** What an agent reports of a deadline that it cannot know yet. */
const UNKNOWN = -1;

function since(deadline: unknown, origin: number): string {
  if (typeof deadline !== "number") return brief(deadline);
  return deadline === UNKNOWN ? "unknown" : (deadline - origin).toFixed(3);
}

/** What was read of a timed call has a deadline inside. */
function inner(value: unknown, origin: number): unknown {
  if (typeof value !== "object" || value === null || !("deadline" in value)) return value;
  return { ...value, deadline: since(value.deadline, origin) };
}
