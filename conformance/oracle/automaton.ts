import type { GrammarRow } from "../../spec/event-grammar.js";

/** A state of an event grammar, and what comes of each event in it; of others, nothing. */
export interface State {
  readonly on: ReadonlyMap<string, Step>;
}

/** The next state; or what the event breaks here. */
export type Step =
  | { readonly kind: "next"; readonly state: State }
  | { readonly kind: "forbidden"; readonly breaks: string; readonly says: string };

/** The automaton of a grammar, by its first state. */
export function automaton(grammar: readonly GrammarRow<string, string>[]): State {
  const states = new Map<string, { readonly on: Map<string, Step> }>();
  const stateOf = (name: string): { readonly on: Map<string, Step> } => {
    const state = states.get(name) ?? { on: new Map<string, Step>() };
    states.set(name, state);
    return state;
  };
  for (const row of grammar) {
    stateOf(row.state).on.set(row.event, row.next === null
      ? { kind: "forbidden", breaks: row.breaks, says: row.says }
      : { kind: "next", state: stateOf(row.next) });
  }
  return stateOf(grammar[0]?.state ?? "");
}

/** The requirements that a grammar can find broken. */
export function brokenBy(grammar: readonly GrammarRow<string, string>[]): readonly string[] {
  return grammar.flatMap((row) => row.next === null ? [row.breaks] : []);
}
