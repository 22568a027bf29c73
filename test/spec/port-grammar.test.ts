import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { portGrammar } from "../../spec/port-grammar.js";
import { specDirectory } from "../../tools/spec/spec.js";

function tableRow(row: (typeof portGrammar)[number]): string {
  const [next, remark] = row.next === null
    ? ["none", `forbidden by [${row.breaks}]`]
    : [`\`${row.next}\``, row.callsUserCode ? "calls user code" : ""];
  return `| \`${row.state}\` | \`${row.event}\` | ${next} |${remark === "" ? "" : ` ${remark}`} |`;
}

describe("the event grammar of a port for datagrams", () => {
  it("is the table of its chapter", () => {
    const states = new Set(portGrammar.map(({ state }) => `| \`${state}\``));
    const lines = readFileSync(new URL("12-datagrams.md", specDirectory), "utf8").split("\n");
    const table = lines.filter((line) => states.has(line.split(" |", 1)[0] ?? ""));
    assert.deepEqual(table, portGrammar.map(tableRow));
  });

  it("says each state's event once", () => {
    const keys = portGrammar.map(({ state, event }) => `${state} ${event}`);
    assert.deepEqual(keys, [...new Set(keys)]);
  });
});
