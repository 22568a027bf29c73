import type { TraceEvent } from "../trace/events.js";

const unsaid = new Set(["ev", "seq", "t", "n", "cb", "op", "name", "saw", "peer", "protocol", "isError", "phase"]);

/** An event as one line of words: what happened, then its particulars as `field=value`. */
export function describeEvent(event: TraceEvent): string {
  const particulars = Object.entries(event)
    .filter(([field, value]) => !unsaid.has(field) && value !== undefined && !(field === "depth" && value === 1))
    .map(([field, value]) => `${field}=${brief(value)}`);
  return [headOf(event), ...particulars].join(" ");
}

function headOf(event: TraceEvent): string {
  switch (event.ev) {
    case "enter": return `enter ${event.cb}`;
    case "leave": return `leave ${event.cb}`;
    case "call": return `call ${event.op}`;
    case "return": return `return ${event.op}`;
    case "mark": return `mark ${event.name}`;
    case "unsupported": return `unsupported ${event.op}`;
    case "peer": return `peer ${event.peer} saw ${event.saw}`;
    case "run": return "run is called";
    case "ran": return "run has settled";
    case "end": return "the kit ends the scenario";
    case "ended": return "the agent has cleared up";
    default: return event.ev;
  }
}

/** A value in a few characters: an address as host:port, an error by its class, code and message. */
function brief(value: unknown): string {
  if (typeof value === "string") return /^[\w.#:/-]+$/.test(value) ? value : JSON.stringify(value);
  if (typeof value === "number") return String(Math.round(value * 1000) / 1000);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value) ?? "undefined";
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields["host"] === "string") return hostAndPort(fields["host"], fields["port"]);
  if (typeof fields["sha256"] === "string") return `${String(fields["bytes"])} bytes`;
  if (typeof fields["type"] === "string" && typeof fields["message"] === "string") {
    const about = [fields["category"], fields["code"]].filter((each) => typeof each === "string").join(" ");
    return `${fields["type"]}(${[about, JSON.stringify(fields["message"])].filter((each) => each !== "").join(" ")})`;
  }
  const inner = Object.entries(fields).filter(([, each]) => each !== undefined);
  return `{${inner.map(([field, each]) => `${field}=${brief(each)}`).join(" ")}}`;
}

function hostAndPort(host: string, port: unknown): string {
  return host.includes(":") ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
}
