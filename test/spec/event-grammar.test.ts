import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connectionGrammar, type GrammarRow } from "../../spec/event-grammar.js";
import { specDirectory } from "../../tools/spec/spec.js";

const chapter = readFileSync(new URL("05-connections.md", specDirectory), "utf8");

function tableRow(row: GrammarRow): string {
  const [next, remark] = row.next === null
    ? ["none", `forbidden by [${row.breaks}]`]
    : [`\`${row.next}\``, row.callsUserCode ? "calls user code" : ""];
  return `| \`${row.state}\` | \`${row.event}\` | ${next} |${remark === "" ? "" : ` ${remark}`} |`;
}

describe("the event grammar", () => {
  it("is the table of the chapter on connections", () => {
    const states = new Set(connectionGrammar.map(({ state }) => `| \`${state}\``));
    const table = chapter.split("\n").filter((line) => states.has(line.split(" |", 1)[0] ?? ""));
    assert.deepEqual(table, connectionGrammar.map(tableRow));
  });

  it("says each state's event once", () => {
    const keys = connectionGrammar.map(({ state, event }) => `${state} ${event}`);
    assert.deepEqual(keys, [...new Set(keys)]);
  });
});
