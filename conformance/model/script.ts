import type { HostTurns, Operation } from "../language/operations.js";
import type { ProtocolScript, Reaction, Scenario } from "../language/scenario.js";
import type { AgentEvent, EnterEvent } from "../trace/events.js";

type Operations = readonly (Operation | HostTurns)[];

/** A running callback: what is left for it to do. */
interface Frame {
  readonly operations: Operations;
  next: number;
}

/** What one connection or port has seen, as far as its reactions depend on it. */
interface Reacting {
  readonly reactions: readonly Reaction[];
  readonly passed: Set<Reaction>;
  count: number;
}

/** Follows a scenario along its trace, and so tells for which of its operations a call was made. */
export class Script {
  readonly #scenario: Scenario;
  readonly #frames: Frame[] = [];
  readonly #outside: Frame;
  readonly #does = new Map<string, Operations>();
  readonly #reacting = new Map<string, Reacting>();
  readonly #ordinals = new Map<string, number>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#outside = { operations: scenario.phases.flatMap(({ before = [] }) => before), next: 0 };
  }

  /** The operation that a call is made for; null for any other event, and for what the agent does by itself. */
  operationOf(event: AgentEvent): Operation | null {
    switch (event.ev) {
      case "enter":
        this.#frames.push({ operations: this.#operationsIn(event), next: 0 });
        return null;
      case "leave":
        this.#frames.pop();
        return null;
      case "call": {
        const operation = nextCall(this.#frames.at(-1) ?? this.#outside, event.op);
        if (operation !== null) this.#remember(operation);
        return operation;
      }
      default: return null;
    }
  }

  /** Whether the protocol of a connection has the method eofReceived. */
  isAware(connection: string): boolean {
    return this.#reacting.get(connection)?.reactions.some((reaction) => reaction.on === "eofReceived") === true;
  }

  #remember(operation: Operation): void {
    switch (operation.op) {
      case "callLater": case "callFromThread": return void this.#does.set(operation.call, operation.do ?? []);
      case "addHook": return void this.#does.set(`hook ${operation.hook}`, operation.do ?? []);
      case "listen": case "connect": case "closeListener": case "openDatagram": case "closePort": case "resolve":
        for (const [outcome, operations] of Object.entries(operation.on ?? {})) {
          this.#does.set(`${outcome} ${nameOf(operation)}`, operations ?? []);
        }
        return undefined;
      default: return undefined;
    }
  }

  #operationsIn(event: AgentEvent & EnterEvent): Operations {
    const { cb, call = "", hook = "", connection, port, listener, lookup, protocol = "" } = event;
    switch (cb) {
      case "start": return this.#scenario.phases[0]?.start ?? [];
      case "timedCall": case "threadCall": return this.#does.get(call) ?? [];
      case "hook": return this.#does.get(`hook ${hook}`) ?? [];
      case "factory":
        this.#begin(connection ?? "", protocol);
        return this.#scenario.protocols?.[protocol]?.factory ?? [];
      case "connectionMade": case "dataReceived": case "eofReceived": case "pauseWriting": case "resumeWriting":
      case "connectionLost": return this.#react(connection ?? "", event);
      case "portOpened":
        this.#begin(port ?? "", protocol);
        return this.#react(port ?? "", event);
      case "datagramReceived": case "sendFailed": case "portClosed": return this.#react(port ?? "", event);
      default: return this.#does.get(`${cb} ${connection ?? port ?? listener ?? lookup ?? ""}`) ?? [];
    }
  }

  #begin(name: string, protocol: string): void {
    const script: ProtocolScript = this.#scenario.protocols?.[protocol] ?? {};
    const ordinal = (this.#ordinals.get(protocol) ?? 0) + 1;
    this.#ordinals.set(protocol, ordinal);
    const reactions = (script.reactions ?? []).filter(({ nth }) => nth === undefined || nth === ordinal);
    this.#reacting.set(name, { reactions, passed: new Set(), count: 0 });
  }

  #react(name: string, event: AgentEvent & EnterEvent): Operations {
    const reacting = this.#reacting.get(name);
    if (reacting === undefined) return [];
    if (event.cb === "datagramReceived") reacting.count++;
    return reacting.reactions.filter((reaction) => isDue(reaction, event, reacting)).flatMap((each) => each.do);
  }
}

function isDue(reaction: Reaction, event: EnterEvent, { passed, count }: Reacting): boolean {
  if (reaction.on !== event.cb || passed.has(reaction)) return false;
  if (reaction.on === "datagramReceived") return (reaction.atCount ?? count) === count;
  if (reaction.on !== "dataReceived" || reaction.atBytes === undefined) return true;
  if ((event.total ?? 0) < reaction.atBytes) return false;
  passed.add(reaction);
  return true;
}

/** The next operation of this name: those before it leave no call in the trace. */
function nextCall(frame: Frame, op: string): Operation | null {
  for (let at = frame.next; at < frame.operations.length; at++) {
    const operation = frame.operations[at];
    if (operation?.op !== op || operation.op === "hostTurns") continue;
    frame.next = at + 1;
    return operation;
  }
  return null;
}

function nameOf(operation: Operation): string {
  const { listener, connection, port, of, lookup } = operation as Readonly<Record<string, string | undefined>>;
  return connection ?? port ?? listener ?? lookup ?? of ?? "";
}
