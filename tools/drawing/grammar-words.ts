import type { GrammarRow } from "../../spec/event-grammar.js";

type Row = GrammarRow<string, string>;

/** All that a state diagram shows, in sentences. */
export function grammarWords(rows: readonly Row[], what: string): string {
  const states = [...new Set(rows.map(({ state }) => state))];
  const ends = [...new Set(rows.flatMap(({ next }) => (next === null ? [] : [next])))]
    .filter((state) => !rows.some((row) => row.state === state && row.next !== null));
  return [
    `State diagram of ${what}. It begins in the state ${states[0]}.`,
    ...states.flatMap((state) => {
      const steps = rows.filter((row) => row.state === state).flatMap(step);
      return steps.length === 0 ? [] : [`In the state ${state}: ${steps.join("; ")}.`];
    }),
    ...ends.map((state) => `From the state ${state} nothing leads on.`),
  ].join(" ");
}

function step(row: Row): readonly string[] {
  if (row.next === null) return [];
  const where = row.next === row.state ? "stays there" : `leads to ${row.next}`;
  return [`${row.event} ${where}${row.callsUserCode ? ", and calls user code" : ""}`];
}
