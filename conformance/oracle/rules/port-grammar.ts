import { portGrammar } from "../../../spec/port-grammar.js";
import type { AgentEvent } from "../../trace/events.js";
import { automaton, brokenBy, type State } from "../automaton.js";
import { Lives } from "../lives.js";
import { universalRule } from "../rule.js";

const opening = automaton(portGrammar);
const EVENTS: ReadonlySet<string> = new Set(portGrammar.map((row) => row.event));

/** The notifications of every port for datagrams follow the event grammar of the standard. */
export const portNotifications = universalRule(brokenBy(portGrammar), { enter: EVENTS, call: EVENTS }, (tell) => {
  const lives = new Lives<{ state: State }>();
  return (event) => {
    const name = nameOf(event);
    if (name === null || !("port" in event) || event.port === undefined) return;
    const { port } = event;
    const life = lives.get(port);
    const step = (life?.state ?? opening).on.get(name);
    if (step === undefined) return;
    if (step.kind === "forbidden") tell({ requirement: step.breaks, says: `${port}: ${step.says}`, at: event });
    else if (life === undefined) lives.begin(port, { state: step.state });
    else life.state = step.state;
    if (name === "portClosed" || name === "openFailed") lives.end(port);
  };
});

function nameOf(event: AgentEvent): string | null {
  if (event.ev === "enter") return event.cb;
  return event.ev === "call" ? event.op : null;
}
