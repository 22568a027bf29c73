import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  connectionGrammar, readingGrammar, writingGrammar, type GrammarRow,
} from "../../spec/event-grammar.js";
import { portGrammar } from "../../spec/port-grammar.js";
import { timedCallGrammar } from "../../spec/timed-call-grammar.js";
import { grammarWords } from "../../tools/drawing/grammar-words.js";
import { stateDiagram } from "../../tools/drawing/state-diagram.js";
import { svgFile } from "../../tools/drawing/svg.js";
import { readStateDiagram } from "./read-state-diagram.js";

type Row = GrammarRow<string, string>;

const grammars: Readonly<Record<string, readonly Row[]>> = {
  "a connection": connectionGrammar, reading: readingGrammar, writing: writingGrammar, "a port": portGrammar,
  "a timed call": timedCallGrammar,
};

/** What a diagram is to show of a grammar, and nothing else. */
function allowed(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) =>
    row.next === null ? [] : [`${row.state} ${row.event} ${row.next}${row.callsUserCode ? " user code" : ""}`]);
}

function statesOf(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap(({ state, next }) => (next === null ? [state] : [state, next])))];
}

function drawn(rows: readonly Row[]): string {
  return svgFile(stateDiagram(rows, "t", grammarWords(rows, "it")));
}

describe("a state diagram", () => {
  for (const [name, rows] of Object.entries(grammars)) {
    it(`shows each state and each step of ${name} once, and nothing else`, () => {
      const read = readStateDiagram(drawn(rows));
      assert.deepEqual([...read.states].sort(), [...statesOf(rows)].sort());
      assert.deepEqual([...read.steps].sort(), [...allowed(rows)].sort());
      assert.equal(read.first, rows[0]?.state);
      assert.deepEqual([...read.last].sort(), statesOf(rows).filter((state) =>
        !rows.some((row) => row.state === state && row.next !== null)).sort());
    });

    it(`says each step of ${name} in its text alternative`, () => {
      const words = grammarWords(rows, "it");
      for (const row of rows) {
        if (row.next === null) continue;
        const sentence = words.split(". ").find((each) => each.startsWith(`In the state ${row.state}:`)) ?? "";
        const step = `${row.event} ${row.next === row.state ? "stays there" : `leads to ${row.next}`}`
          + (row.callsUserCode ? ", and calls user code" : "");
        const said = sentence.replace(/^[^:]*: /, "").replace(/\.$/, "").split("; ");
        assert.equal(said.filter((each) => each === step).length, 1, step);
      }
    });
  }

  it("can be read back, whatever the grammar", () => fc.assert(fc.property(
    fc.uniqueArray(fc.record({
      state: fc.constantFrom("a", "b", "c", "d"), event: fc.constantFrom("x", "a-long-event", "z"),
      next: fc.constantFrom("a", "b", "c", "d", "e"), callsUserCode: fc.boolean(),
    }), { minLength: 1, maxLength: 9, selector: ({ state, event }) => `${state} ${event}` }),
    (rows) => {
      const read = readStateDiagram(drawn(rows));
      assert.deepEqual([...read.states].sort(), [...statesOf(rows)].sort());
      assert.deepEqual([...read.steps].sort(), [...allowed(rows)].sort());
    }), { numRuns: 50 }));

  it("fits a telephone", () => {
    for (const rows of Object.values(grammars)) assert.ok(stateDiagram(rows, "", "").width <= 358);
  });
});
