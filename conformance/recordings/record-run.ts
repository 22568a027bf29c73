import { matches } from "../language/pattern.js";
import type { Scenario } from "../language/scenario.js";
import type { TraceEvent } from "../trace/events.js";
import { expectedEvents, forbiddenIn } from "./emphasis.js";
import { Labels } from "./labels.js";
import { Lanes } from "./lanes.js";
import { digestOfScenario, type Recording, type Row } from "./recording.js";
import { rowsOfTrace } from "./rows-of-trace.js";
import { shortened } from "./shortened.js";

/** What a drawing shows of a run of the scenario: all of its trace until the kit ended it. */
export function recordingOf(scenario: Scenario, whole: readonly TraceEvent[], isOfShim: boolean): Recording {
  const trace = whole.slice(0, endOf(scenario, whole));
  const lanes = new Lanes(trace, isOfShim);
  const labels = new Labels(trace, hasTls(scenario));
  // What code, threads and the host take is no virtual time, or not the same each time.
  const hasClock = !isOfShim && scenario.code === undefined && !lanes.hasThreads;
  const { rows, rowOf } = rowsOfTrace(trace, lanes, labels, hasClock);
  const expected = new Set([...expectedEvents(trace, scenario)].map((place) => rowOf.get(place)));
  const { rows: short, placeOf } = shortened(rows.map((row, index) => expected.has(index) ? pointedOut(row) : row));
  const forbidden = forbiddenIn(trace, scenario, labels, (place) => {
    const row = rowOf.get(place);
    return row === undefined ? null : placeOf(row);
  });
  return {
    scenario: scenario.id, digest: digestOfScenario(scenario), lanes: lanes.all, rows: short,
    ...(forbidden.length === 0 ? {} : { forbidden }),
  };
}

/**
 * Where the part of a trace ends that is shown: where the kit ended the scenario; or, where there are threads, already
 * where it was over, since how far they then came differs from run to run.
 */
function endOf({ ends }: Scenario, trace: readonly TraceEvent[]): number {
  const end = trace.findIndex(({ ev }) => ev === "end");
  const ended = end === -1 ? trace.length : end;
  if (!trace.some((event) => event.ev !== "peer" && event.thread !== undefined)) return ended;
  const places = ends.map(({ event: pattern, times = 1 }) =>
    trace.flatMap((event, place) => matches(pattern, event) ? [place] : [])[times - 1] ?? ended);
  return Math.min(ended, Math.max(...places) + 1);
}

function pointedOut(row: Row): Row {
  return row.kind === "enter" || row.kind === "arrow" || row.kind === "reply" || row.kind === "note"
    ? { ...row, expected: true }
    : row;
}

/** Whether something is encrypted: how long that is differs from run to run. */
function hasTls({ protocols, peers, phases }: Scenario): boolean {
  return /"tls":|"op":"startTls"|"step":"startTls"/.test(JSON.stringify([protocols, peers, phases]));
}
