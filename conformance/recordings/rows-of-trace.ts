import { quoted } from "../trace/brief.js";
import type { AgentEvent, TraceEvent } from "../trace/events.js";
import type { ComparedEvent, PlayedEvent } from "../trace/shim-events.js";
import { type Labels, markName } from "./labels.js";
import { PROGRAM, REACTOR, type Lanes } from "./lanes.js";
import type { Row } from "./recording.js";

/** The reactor's clock goes on by less than this without its being said, in milliseconds. */
const SHORTEST_WAIT = 0.5;

export interface TraceRows {
  readonly rows: readonly Row[];
  /** The number of the row that shows an event, by the event's place in the trace, where one does. */
  readonly rowOf: ReadonlyMap<number, number>;
}

/** The rows that show a trace, all of them. `hasClock` is whether the times are the reactor's own, and virtual. */
export function rowsOfTrace(
  trace: readonly TraceEvent[], lanes: Lanes, labels: Labels, hasClock: boolean,
): TraceRows {
  const rows: Row[] = [];
  const rowOf = new Map<number, number>();
  let last: number | null = null;
  const add = (index: number, row: Row): void => {
    rowOf.set(index, rows.length);
    rows.push(row);
  };
  for (const [index, event] of trace.entries()) {
    const t = "t" in event ? event.t : null;
    if (hasClock && t !== null && last !== null && t - last >= SHORTEST_WAIT) {
      rows.push({ kind: "wait", ms: Math.round((t - last) * 10) / 10 });
    }
    last = t ?? last;
    if (event.ev === "return" && event.thread === undefined && isReturnOf(trace[index - 1], event)) {
      const called = rowOf.get(index - 1);
      const result = labels.result(event);
      const row = called === undefined ? undefined : rows[called];
      if (row?.kind === "arrow" && called !== undefined) {
        if (result !== null) rows[called] = { ...row, text: `${row.text} → ${result}` };
        rowOf.set(index, called);
      }
      continue;
    }
    const row = rowOfEvent(event, lanes, labels);
    if (row !== null) add(index, row);
    if (event.ev === "leave" && event.threw !== undefined) {
      // What is thrown is a step of its own, in front of the end.
      rows.splice(-1, 0, { kind: "reply", text: labels.thrown(event.threw), from: PROGRAM, to: REACTOR });
    }
  }
  return { rows, rowOf };
}

function isReturnOf(before: TraceEvent | undefined, event: AgentEvent & { readonly ev: "return" }): boolean {
  return before?.ev === "call" && before.n === event.n;
}

function rowOfEvent(event: TraceEvent, lanes: Lanes, labels: Labels): Row | null {
  if (event.ev === "peer") return rowOfPeer(event, lanes, labels);
  const at = lanes.of(event);
  const note = (text: string): Row => ({ kind: "note", text: whose(text, event.thread, lanes), at });
  switch (event.ev) {
    case "run": {
      const text = event.phase === 1 ? "run" : `run ${event.phase}`;
      return { kind: "arrow", text, from: PROGRAM, to: REACTOR };
    }
    case "ran": return {
      kind: "reply", text: event.error === undefined ? "run ends" : "run fails", from: REACTOR, to: PROGRAM,
    };
    case "enter": return { kind: "enter", text: labels.enter(event), from: lanes.source(event) };
    case "leave": return { kind: "leave" };
    case "call":
      if (event.op === "setErrorHook" && event.hook === "kit") return null;
      return { kind: "arrow", text: whose(labels.call(event), event.thread, lanes), from: at, to: REACTOR };
    case "return": {
      const result = labels.result(event);
      if (result === null) return null;
      return { kind: "reply", text: whose(`${event.op} → ${result}`, event.thread, lanes), from: REACTOR, to: at };
    }
    case "mark": return note(markName(event.name));
    case "unsupported": return note(`no ${event.op}`);
    case "stack": return note("measures the stack");
    case "resources": return note(`counts ${quoted(event.as)}`);
    case "escaped": return note("an error escapes");
    case "compared": return note(comparison(event));
    case "layered": return note(`patches laid over ${quoted(event.as)}`);
    case "unlayered": return note(`patches of ${quoted(event.as)} taken away`);
    case "obstructed": return note("closes a place to patches");
    case "probed": return note(`probes ${event.call}: ${event.verdict}`);
    case "played": return rowOfProgram(event, lanes);
    case "idle": case "end": case "ended": return null;
  }
}

function comparison({ as, with: snapshot, changed }: ComparedEvent): string {
  const name = as === snapshot ? "" : ` as ${quoted(as)}`;
  return `compares with ${quoted(snapshot)}${name}: ${changed === 0 ? "alike" : "differs"}`;
}

/** A program that reaches what the shim is installed over, or does not. */
function rowOfProgram({ program, carried, threw }: PlayedEvent, lanes: Lanes): Row {
  const text = `program ${program}${threw === undefined ? "" : " fails"}`;
  const groups = Object.entries(carried).filter(([, calls]) => (calls ?? 0) > 0).map(([group]) => group);
  if (groups.length > 0) {
    return { kind: "arrow", text: `${text}, carried: ${groups.join(", ")}`, from: PROGRAM, to: lanes.beneath };
  }
  const isPast = Object.values(carried).some((calls) => calls === 0);
  return { kind: "note", text: isPast ? `${text}, past the shim` : text, at: PROGRAM };
}

function rowOfPeer(event: TraceEvent & { readonly ev: "peer" }, lanes: Lanes, labels: Labels): Row {
  const lane = lanes.peer(event.peer);
  const text = whose(labels.peer(event), event.peer, lanes);
  switch (event.saw) {
    case "connected": return { kind: "arrow", text, from: lane, to: REACTOR };
    case "end": case "refused": case "datagram": return { kind: "arrow", text, from: REACTOR, to: lane };
    default: return { kind: "note", text, at: lane };
  }
}

/** The text with the name in front, where the lane is that of several. */
function whose(text: string, name: string | undefined, lanes: Lanes): string {
  const shared = name === undefined ? "" : lanes.inShared(name);
  return shared === "" ? text : `${shared}: ${text}`;
}
