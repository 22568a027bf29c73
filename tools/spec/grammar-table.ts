import type { GrammarRow } from "../../spec/event-grammar.js";

type Row = GrammarRow<string, string>;

/** A grammar as a table: events of a state that lead to the same stand in one row. */
export function grammarTable(rows: readonly Row[]): string {
  const merged = new Map<string, { readonly row: Row; readonly events: string[] }>();
  for (const row of rows) {
    const key = `${row.state}|${outcomeOf(row)}`;
    const before = merged.get(key);
    if (before === undefined) merged.set(key, { row, events: [row.event] });
    else before.events.push(row.event);
  }
  const lines = [...merged.values()].map(({ row, events }) =>
    `| \`${row.state}\` | ${events.map((event) => `\`${event}\``).join(", ")} | ${outcomeOf(row)} |`);
  return ["| state | event | next state | remark |", "|---|---|---|---|", ...lines, ""].join("\n");
}

function outcomeOf(row: Row): string {
  if (row.next === null) return `none | forbidden by [${row.breaks}]`;
  return `\`${row.next}\` |${row.callsUserCode ? " calls user code" : ""}`;
}
