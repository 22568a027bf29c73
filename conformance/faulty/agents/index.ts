import type { AgentFault, Line } from "./agent-fault.js";

const only = (keep: (event: Line) => boolean) => (event: Line): readonly Line[] => keep(event) ? [event] : [];
const changed = (isMeant: (event: Line) => boolean, change: (event: Line) => Line) =>
  (event: Line): readonly Line[] => [isMeant(event) ? change(event) : event];
const is = (ev: string, fields: Line = {}) => (event: Line): boolean =>
  event["ev"] === ev && Object.entries(fields).every(([field, value]) => event[field] === value);
const isNot = (ev: string, fields: Line = {}) => (event: Line): boolean => !is(ev, fields)(event);

/** Every faulty agent, in the order of the chapter. */
export const agentFaults: readonly AgentFault[] = [
  {
    breaks: "agent.lines",
    does: "greets",
    says: 'it wrote a line that is no event: "ready"',
    greeting: "ready\n",
  },
  {
    breaks: "agent.line-length",
    does: "fills its marks with a million bytes",
    says: "it wrote a line of more than 1048576 bytes",
    events: changed(is("mark"), (event) => ({ ...event, filler: "x".repeat(1 << 20) })),
  },
  {
    breaks: "agent.text",
    does: "writes Latin-1",
    says: "came back as",
    encode: (line) => Buffer.from(line, "latin1"),
  },
  {
    breaks: "agent.printed",
    does: "leaves its standard output to whoever prints",
    says: "printed by the reactor",
    prints: true,
  },
  {
    breaks: "agent.exit",
    does: "takes the end of its input for an error",
    says: "it exited with code 1 when its standard input had ended",
    exitCode: 1,
  },
  {
    breaks: "agent.hello",
    does: "does not say on what it runs",
    says: "its hello has no text as runtime",
    events: changed(is("hello"), ({ runtime: _, ...others }) => others),
  },
  {
    breaks: "agent.refused",
    does: "names none in its refusals",
    says: "it refused undefined when it was asked for no-such-command",
    events: changed(is("refused"), ({ op: _, ...others }) => others),
  },
  {
    breaks: "agent.unknown-fields",
    does: "plays no scenario with a field that it does not know",
    says: "unknown field",
    events: (event) => [event],
    takes: ({ scenario }) => !("unknown" in Object(scenario)),
  },
  {
    breaks: "agent.broken",
    does: "keeps to itself that it cannot play a scenario",
    says: "it said nothing of a scenario that cannot be played",
    events: only(isNot("broken")),
  },
  {
    breaks: "agent.quiet",
    does: "has an afterthought",
    says: "it wrote the event mark outside of a scenario",
    events: (event) => is("ended")(event) ? [event, { ev: "mark", t: 0, name: "afterthought" }] : [event],
  },
  {
    breaks: "agent.unasked",
    does: "says hello twice",
    says: "it answered hello, and was not asked to",
    events: (event) => is("hello")(event) ? [event, event] : [event],
  },
  {
    breaks: "agent.seq",
    does: "leaves out a number",
    says: "its event 6 came where 5 was due",
    number: (count) => count < 5 ? count : count + 1,
  },
  {
    breaks: "agent.time",
    does: "does not say when",
    says: "its event mark has no number as t",
    events: changed(is("mark"), ({ t: _, ...others }) => others),
  },
  {
    breaks: "agent.form",
    does: "numbers the marks, and does not name them",
    says: "its event mark has as name no text: 1",
    events: changed(is("mark"), (event) => ({ ...event, name: 1 })),
  },
  {
    breaks: "agent.peers",
    does: "tells what a peer of the kit saw",
    says: "it reported what the peer nobody saw",
    events: (event) => is("hello")(event)
      ? [{ ...event, network: "the kit's" }]
      : is("run")(event) ? [event, { ev: "peer", t: 0, peer: "nobody", saw: "connected" }] : [event],
  },
  {
    breaks: "agent.run",
    does: "does not report runs",
    says: "it reported no run before the first callback",
    events: only(isNot("run")),
  },
  {
    breaks: "agent.order",
    does: "reports a mark behind what comes next",
    says: "it reported the marks",
    events: delaying("first"),
  },
  {
    breaks: "agent.calls",
    does: "does not report that callLater has returned",
    says: "it reported no return of callLater",
    events: only(isNot("return", { op: "callLater" })),
  },
  {
    breaks: "agent.callbacks",
    does: "does not report that timed calls have left",
    says: "at depth 1, not 2",
    events: only(isNot("leave", { cb: "timedCall" })),
  },
  {
    breaks: "agent.unsupported",
    does: "passes over what it does not know",
    says: "it reported no-such-operation as unsupported 0 times",
    events: only(isNot("unsupported")),
  },
  {
    breaks: "agent.end",
    does: "does not say where its clearing up begins",
    says: "it reported no end before it cleared up",
    events: only(isNot("end")),
  },
  {
    breaks: "agent.left",
    does: "does not tell what is left",
    says: "its ended has neither a number nor null as descriptors",
    events: changed(is("ended"), ({ left: _, ...others }) => others),
  },
];

/** Holds the mark of this name back until another one was reported. */
function delaying(name: string): (event: Line) => readonly Line[] {
  let held: Line | null = null;
  return (event) => {
    if (is("mark", { name })(event)) {
      held = event;
      return [];
    }
    if (held === null || !is("mark")(event)) return [event];
    const [first, second] = [event, held];
    held = null;
    return [first, second];
  };
}
