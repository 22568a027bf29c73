import type { Ending, Expectation, FieldOf, Times } from "../language/scenario.js";
import { nounOfEvent, nounOfField } from "./event-nouns.js";
import { listed, number, times } from "./phrases.js";
import { unknownKind } from "./unknown-kind.js";
import type { KnownData } from "./value-words.js";

/** What an expectation looks for in the trace, as a clause: "the mark "a" comes once". */
export function soughtWords(expectation: Expectation, known: KnownData): string {
  switch (expectation.kind) {
    case "occurs": {
      const { event, times: count } = expectation;
      return count === 0
        ? `${nounOfEvent(event, known)} never comes`
        : `${nounOfEvent(event, known)} comes${timesWords(count)}`;
    }
    case "never": {
      const { event, after, before } = expectation;
      return `${nounOfEvent(event, known)} never comes`
        + (after === undefined ? "" : ` after ${nounOfEvent(after, known)}`)
        + (before === undefined ? "" : ` before ${nounOfEvent(before, known)}`);
    }
    case "order": return listed(expectation.events.map((event, index) =>
      `${index === 0 ? "" : "then "}${nounOfEvent(event, known)}`), "and").replace(/^/, "first ");
    case "relation": {
      const { left, is, right } = expectation;
      const verb = is === "equals" ? "equals" : `is ${is}`;
      return `${fieldWords(left, known)} ${verb} ${fieldWords(right, known)}`;
    }
    default: return unknownKind(expectation);
  }
}

function fieldWords({ event, field, plus = 0 }: FieldOf, known: KnownData): string {
  const noun = `${nounOfField(field)} at ${nounOfEvent(event, known)}`;
  if (plus === 0) return noun;
  return `${noun} ${plus > 0 ? "plus" : "minus"} ${number(Math.abs(Math.round(plus * 1e6) / 1e6))}`;
}

function timesWords(count: Times | undefined): string {
  if (count === undefined) return "";
  if (typeof count === "number") return count === 1 ? " exactly once" : ` ${times(count)}`;
  const { atLeast, atMost } = count;
  return listed([
    ...(atLeast === undefined ? [] : [` at least ${times(atLeast)}`]),
    ...(atMost === undefined ? [] : [` at most ${times(atMost)}`]),
  ]).replace(/and {2}/, "and ");
}

/** What ends a scenario: "the mark "a", and connectionLost of server#1 twice". */
export function endingWords(ends: readonly Ending[], known: KnownData): string {
  return listed(ends.map(({ event, times: count = 1 }) =>
    nounOfEvent(event, known) + (count === 1 ? "" : `, ${times(count)}`)), "and");
}
