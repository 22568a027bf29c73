import type { GrammarRow } from "../../spec/event-grammar.js";

/** What the tables of grammars in a chapter say: `state` event outcome, one string for each event of each row. */
export function readGrammarTable(chapter: string): readonly string[] {
  return [...chapter.matchAll(/^\| (`[^`|]+`) \| ((?:`\w+`(?:, )?)+) \| ([^|]+) \|(.*) ?\|$/gm)]
    .flatMap(([, state = "", events = "", next = "", remark = ""]) =>
      events.split(", ").map((event) => [state, event, next, remark.trim()].join(" ").trim()));
}

/** A row of a grammar in the same form. */
export function shownRow(row: GrammarRow<string, string>): string {
  const outcome = row.next === null ? `none forbidden by [${row.breaks}]`
    : `\`${row.next}\`${row.callsUserCode ? " calls user code" : ""}`;
  return `\`${row.state}\` \`${row.event}\` ${outcome}`;
}
