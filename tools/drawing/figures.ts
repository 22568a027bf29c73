import { connectionGrammar, readingGrammar, writingGrammar, type GrammarRow } from "../../spec/event-grammar.js";
import { portGrammar } from "../../spec/port-grammar.js";
import { threadHandOver } from "../../spec/thread-hand-over.js";
import { timedCallGrammar } from "../../spec/timed-call-grammar.js";
import { grammarWords } from "./grammar-words.js";
import { handOver } from "./hand-over.js";
import { shimLayers } from "./shim-layers.js";
import { stateDiagram } from "./state-diagram.js";
import type { Drawing } from "./svg.js";

/** Every figure of the chapters, by its name: drawn from data of `spec/`. */
export const figures: Readonly<Record<string, () => Drawing>> = {
  connection: () => states(connectionGrammar, "a connection"),
  reading: () => states(readingGrammar, "what a program asks of its input"),
  writing: () => states(writingGrammar, "what a program was told about writing"),
  port: () => states(portGrammar, "a port for datagrams"),
  "shim-layers": shimLayers,
  "thread-hand-over": () => handOver(threadHandOver),
  "timed-call": () => states(timedCallGrammar, "a timed call"),
};

function states(rows: readonly GrammarRow<string, string>[], what: string): Drawing {
  return stateDiagram(rows, `States of ${what}`, grammarWords(rows, what));
}
