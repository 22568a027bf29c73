import { grammars } from "../../../spec/event-grammar.js";
import type { AgentEvent } from "../../trace/events.js";
import { automaton, brokenBy, type State } from "../automaton.js";
import { Lives } from "../lives.js";
import { universalRule } from "../rule.js";

/** What the protocol does that changes what may follow. */
const acts: ReadonlySet<string> = new Set([
  "endWriting", "loseConnection", "abortConnection", "pauseReading", "resumeReading",
]);

const beginnings: readonly State[] = grammars.map(automaton);
const EVENTS: ReadonlySet<string> = new Set(["connectFailed", ...grammars.flat().map((row) => row.event)]);

/** Every connection's notifications follow the event grammar of the standard. */
export const grammar = universalRule(grammars.flatMap(brokenBy), { enter: EVENTS, call: acts, leave: true }, (tell) => {
  /** The state of each aspect. */
  const lives = new Lives<State[]>();
  return (event) => {
    const name = nameOf(event);
    if (name === null || !("connection" in event) || event.connection === undefined) return;
    const { connection } = event;
    const known = lives.get(connection);
    // What the program does to a connection that is forgotten is no beginning of another.
    if (known === undefined && event.ev !== "enter") return;
    const states = known ?? [...beginnings];
    if (known === undefined && name === "connectionMade") lives.begin(connection, states);
    for (let aspect = 0; aspect < states.length; aspect++) {
      const step = states[aspect]?.on.get(name);
      if (step === undefined) continue;
      if (step.kind === "next") states[aspect] = step.state;
      else tell({ requirement: step.breaks, says: `${connection}: ${step.says}`, at: event });
    }
    if (name === "connectionLost" || name === "connectFailed") lives.end(connection);
  };
});

function nameOf(event: AgentEvent): string | null {
  if (event.ev === "enter") return event.cb;
  if (event.ev === "call") return acts.has(event.op) ? event.op : null;
  return event.ev === "leave" && event.threw !== undefined ? "throw" : null;
}
