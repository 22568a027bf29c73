import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  connectionGrammar, grammars, readingGrammar, writingGrammar, type Grammar,
} from "../../spec/event-grammar.js";
import { specDirectory } from "../../tools/spec/spec.js";
import { readGrammarTable, shownRow } from "./grammar-table.js";

const tables: readonly (readonly [file: string, grammar: Grammar])[] = [
  ["05-connections.md", connectionGrammar],
  ["07-flow-control.md", readingGrammar],
  ["07-flow-control.md", writingGrammar],
];

describe("the event grammar", () => {
  for (const [file, grammar] of tables) {
    it(`is a table of ${file}, from the state ${grammar[0].state} on`, () => {
      const states = new Set(grammar.map(({ state }) => `\`${state}\``));
      const rows = readGrammarTable(readFileSync(new URL(file, specDirectory), "utf8"))
        .filter((row) => states.has(row.split(" ", 1)[0] ?? ""));
      assert.deepEqual(rows.toSorted(), grammar.map(shownRow).toSorted());
    });
  }

  it("has a table for each aspect", () => {
    assert.deepEqual(tables.map(([, grammar]) => grammar), grammars);
  });

  it("says each state's event once", () => {
    const keys = grammars.flatMap((grammar, aspect) => grammar.map(({ state, event }) => `${aspect} ${state} ${event}`));
    assert.deepEqual(keys, [...new Set(keys)]);
  });
});
