import { scenarios } from "../scenarios/index.js";

/** Spans of time: a message that has nothing else is one about a timeout. */
const spans = /\b\d+(\.\d+)? m?s\b/g;

const event = new RegExp(`\\b(${[...namesOf(scenarios)].join("|")})\\b`);
const value = /"[^"]+"|\b\d/;

/** Whether a failure's message names an event or a value of the subject's, and not only how long it was waited. */
export function tellsWhat(says: string): boolean {
  const rest = says.replaceAll(spans, "");
  return event.test(rest) || value.test(rest);
}

/** The callbacks, the operations and the other events that anything in these scenarios is about. */
function namesOf(value: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return names;
  const { cb, op, ev } = value as Readonly<Record<string, unknown>>;
  const name = cb ?? op ?? ev;
  if (typeof name === "string") names.add(name);
  for (const inner of Object.values(value)) namesOf(inner, names);
  return names;
}
