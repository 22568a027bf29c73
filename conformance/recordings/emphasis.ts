import { matches, type Pattern } from "../language/pattern.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import type { TraceEvent } from "../trace/events.js";
import type { Labels } from "./labels.js";
import type { Forbidden } from "./recording.js";

/** Of events that are expected many times, so many are pointed out. */
const MOST_ALIKE = 3;
const MOST_FORBIDDEN = 2;

/** The places in a trace of the events that the scenario's expectations are about. */
export function expectedEvents(trace: readonly TraceEvent[], { expect }: Scenario): ReadonlySet<number> {
  return new Set(expect.filter(({ premise }) => premise !== true).flatMap((each) => expectedBy(trace, each)));
}

function expectedBy(trace: readonly TraceEvent[], expectation: Expectation): readonly number[] {
  switch (expectation.kind) {
    case "occurs": return placesOf(trace, expectation.event).slice(0, MOST_ALIKE);
    case "never": return [];
    case "relation":
      return [expectation.left, expectation.right].flatMap(({ event }) => placesOf(trace, event).slice(0, 1));
    case "order": {
      let after = -1;
      return expectation.events.flatMap((pattern) => {
        const found = placesOf(trace, pattern).find((place) => place > after);
        if (found === undefined) return [];
        after = found;
        return [found];
      });
    }
  }
}

/** Where events must not come, by the places of events. */
export function forbiddenIn(
  trace: readonly TraceEvent[], { expect }: Scenario, labels: Labels, rowAt: (place: number) => number | null,
): readonly Forbidden[] {
  const all = expect.flatMap((each): readonly Forbidden[] => {
    if (each.kind !== "never" || each.premise === true) return [];
    const after = each.after === undefined ? null : placesOf(trace, each.after)[0];
    const before = each.before === undefined ? null : placesOf(trace, each.before)[0];
    if (after === undefined || before === undefined) return [];
    return [{
      text: labels.pattern(each.event),
      after: after === null ? null : rowAt(after), before: before === null ? null : rowAt(before),
    }];
  });
  const distinct = all.filter(({ text }, index) => all.findIndex((each) => each.text === text) === index);
  return distinct.slice(0, MOST_FORBIDDEN);
}

function placesOf(trace: readonly TraceEvent[], pattern: Pattern): readonly number[] {
  return trace.flatMap((event, place) => matches(pattern, event) ? [place] : []);
}
