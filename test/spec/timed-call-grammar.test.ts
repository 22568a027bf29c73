import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { timedCallGrammar } from "../../spec/timed-call-grammar.js";
import { specDirectory } from "../../tools/spec/spec.js";
import { readGrammarTable, shownRow } from "./grammar-table.js";

describe("the grammar of timed calls", () => {
  it("is the table of its chapter", () => {
    const rows = readGrammarTable(readFileSync(new URL("04-timed-calls.md", specDirectory), "utf8"));
    assert.deepEqual(rows.toSorted(), timedCallGrammar.map(shownRow).toSorted());
  });

  it("says each state's event once", () => {
    const keys = timedCallGrammar.map(({ state, event }) => `${state} ${event}`);
    assert.deepEqual(keys, [...new Set(keys)]);
  });

  it("forbids what it lists as the last of a call alone", () => {
    const over = timedCallGrammar.flatMap(({ state, next }) => (next === null ? [state] : []));
    assert.deepEqual(timedCallGrammar.filter(({ state, next }) => next !== null && over.includes(state)), []);
  });
});
