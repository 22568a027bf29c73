import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { portGrammar } from "../../spec/port-grammar.js";
import { specDirectory } from "../../tools/spec/spec.js";
import { readGrammarTable, shownRow } from "./grammar-table.js";

describe("the event grammar of a port for datagrams", () => {
  it("is the table of its chapter", () => {
    const states = new Set(portGrammar.map(({ state }) => `\`${state}\` `));
    const rows = readGrammarTable(readFileSync(new URL("12-datagrams.md", specDirectory), "utf8"))
      .filter((row) => [...states].some((state) => row.startsWith(state)));
    assert.deepEqual(rows.toSorted(), portGrammar.map(shownRow).toSorted());
  });

  it("says each state's event once", () => {
    const keys = portGrammar.map(({ state, event }) => `${state} ${event}`);
    assert.deepEqual(keys, [...new Set(keys)]);
  });
});
