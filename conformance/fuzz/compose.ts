import {
  abortConnection, addHook, callLater, connect, entered, generated, hostTurns, listen, loseConnection, mark, marked,
  on, pauseReading, peerTo, resumeReading, scenario, send, setWatermarks, step, stop, text, throwing, transport, when,
  write,
} from "../language/build.js";
import type { HostTurns, Operation } from "../language/operations.js";
import type { Ending, PeerScript, Reaction, Scenario } from "../language/scenario.js";
import type { Act, EndPlan, PlainStep, Program, ServerPlan, Step } from "./program.js";

/** An address that is reserved for documentation: no host has it. */
const NOWHERE = { host: "192.0.2.1", port: 0 };
/** A name that the scripted resolver answers. */
const NAME = "peer.test";
/** What can be done before the run as well as in it. */
const EARLY: ReadonlySet<Step["do"]> = new Set<Step["do"]>([
  "callLater", "callBeside", "cancel", "inspectCall", "reset", "delay", "addHook", "removeHook", "callFromThread",
  "openDatagram", "openNowhere", "resolve",
]);

/** What can be done again and again: it names nothing new, and does not lead to itself. */
const REPEATABLE: ReadonlySet<Step["do"]> = new Set<Step["do"]>([
  "cancel", "inspectCall", "reset", "delay", "write", "endWriting", "loseConnection", "abortConnection",
  "pauseReading", "resumeReading", "setWatermarks", "closeListener", "cancelConnect", "removeHook", "throw",
]);
/** The most that is written where it may be written again and again. */
const MOST_REPEATED_BYTES = 1000;

/** Where something can be done. */
interface Place {
  /** The connection, the port or the timed call whose callback it is. */
  readonly own: string | null;
  readonly kind: "before" | "start" | "callback" | "repeated";
  add(operations: readonly Operation[], when: number): void;
}

/** The scenario that a program stands for. Any agent can play it, and every conforming reactor brings it to its end. */
export function scenarioOf(program: Program, id: string): Scenario {
  return new Composer(program).scenario(id);
}

class Composer {
  readonly #program: Program;
  readonly #before: (Operation | HostTurns)[] = [];
  readonly #start: Operation[] = [];
  readonly #reactions = new Map<string, Reaction[]>();
  readonly #peers = new Map<string, PeerScript>();
  readonly #places: Place[] = [];
  readonly #ends: string[] = [];
  readonly #attempts: string[] = [];
  readonly #listeners: string[] = [];
  readonly #calls: string[] = [];
  readonly #hooks: string[] = [];
  readonly #ports: string[] = [];
  readonly #awaited: Ending[] = [];
  /** How many of each kind of thing have a name. */
  readonly #named = new Map<string, number>();

  constructor(program: Program) {
    this.#program = program;
    this.#places.push(
      { own: null, kind: "start", add: (operations) => this.#start.push(...operations) },
      { own: null, kind: "before", add: (operations) => this.#before.push(...operations) },
    );
    for (const server of program.servers) this.#serve(server);
    for (const act of program.acts) this.#act(act);
    this.#end();
  }

  scenario(id: string): Scenario {
    const protocols = Object.fromEntries([...this.#reactions].map(([name, reactions]) => [name, { reactions }]));
    const isStopped = this.#program.ending.kind === "stop";
    return scenario({
      id, title: "a random program", checks: ["lifecycle.run.until-stop"],
      ...(this.#reactions.size === 0 ? {} : { protocols }),
      ...(this.#peers.size === 0 ? {} : { peers: Object.fromEntries(this.#peers) }),
      phases: [{
        ...(this.#before.length === 0 ? {} : { before: [...this.#before, hostTurns(2)] }),
        start: this.#start,
        ...(isStopped ? { after: [hostTurns(2), mark("over")] } : {}),
      }],
      ends: isStopped ? [when(marked("over"))] : this.#awaited,
      expect: [],
    });
  }

  #end(): void {
    const { kind, after } = this.#program.ending;
    this.#start.push(callLater("final", after, ...(kind === "stop" ? [stop] : [])));
    this.#awaited.push(when(entered("timedCall", { call: "final" })));
  }

  #name(kind: string): string {
    const count = (this.#named.get(kind) ?? 0) + 1;
    this.#named.set(kind, count);
    return `${kind}${count}`;
  }

  #serve({ isEarly, links, peers }: ServerPlan): void {
    const listener = this.#name("l");
    const protocol = `serves ${listener}`;
    this.#listeners.push(listener);
    this.#reactions.set(protocol, []);
    const listening: Operation[] = [];
    for (const [index, { client, server }] of links.entries()) {
      const attempt = this.#name("c");
      this.#attempts.push(attempt);
      this.#reactions.set(attempt, []);
      this.#openEnd(attempt, client, attempt);
      this.#openEnd(`${listener}#${index + 1}`, server, protocol, index + 1);
      listening.push(connect(attempt, attempt, { listener }));
      // In either case the attempt, and what it has led to, is over.
      const over = { $in: ["connectFailed", "connectionLost"] };
      this.#awaited.push(when({ ev: "enter", cb: over, connection: attempt }));
    }
    for (const [index, { server, sends, then }] of peers.entries()) {
      this.#openEnd(`${listener}#${links.length + index + 1}`, server, protocol, links.length + index + 1);
      const sending = sends.map((bytes) => send(generated(bytes, this.#count("writes"))));
      this.#peers.set(this.#name("peer"), peerTo(listener, ...sending, ...(then === "stay" ? [] : [step(then)])));
    }
    this.#places.push(callback(null, listening));
    (isEarly ? this.#before : this.#start).push(listen(listener, protocol, ...listening));
  }

  /** An end of a connection, the nth of its protocol: it is closed in any case, some time after it was made. */
  #openEnd(name: string, { isAware, closes, closesAfter }: EndPlan, protocol: string, nth?: number): void {
    this.#ends.push(name);
    const close = closes === "loseConnection" ? loseConnection(name) : abortConnection(name);
    this.#placeAt(name, "connectionMade", protocol, nth).add([callLater(`close ${name}`, closesAfter, close)], 0);
    this.#placeAt(name, "dataReceived", protocol, nth);
    if (isAware) this.#placeAt(name, "eofReceived", protocol, nth).add([], 0);
    for (const each of ["connectionLost", "pauseWriting", "resumeWriting"] as const) {
      this.#placeAt(name, each, protocol, nth);
    }
  }

  /** A notification, as a place. What is to be done there is one reaction, but for what comes in one an act. */
  #placeAt(own: string, event: Reaction["on"], protocol: string, nth?: number): Place {
    let operations: Operation[] | null = null;
    const kind = event === "pauseWriting" || event === "resumeWriting" ? "repeated" : "callback";
    const place: Place = {
      own, kind,
      add: (added, count) => {
        if (operations !== null) return void operations.push(...added);
        const list = [...added];
        const about = nth === undefined ? {} : { nth };
        this.#reactions.get(protocol)?.push({ ...reactionTo(event, list, count), ...about });
        if (event !== "dataReceived" && event !== "datagramReceived") operations = list;
      },
    };
    this.#places.push(place);
    return place;
  }

  #act({ where, when: count, step }: Act): void {
    const chosen = at(this.#places, where);
    const can = chosen === undefined ? undefined : CAN[chosen.kind];
    const place = can?.has(step.do) === false ? this.#places[0] : chosen;
    if (place === undefined) return;
    const operations = this.#operations(step, place);
    if (operations.length > 0) place.add(operations, count);
  }

  #operations(step: Step, place: Place): readonly Operation[] {
    switch (step.do) {
      case "callLater": return [this.#callLater(step.delay)];
      case "callBeside": {
        const beside = this.#callOf(step.call, place);
        return beside === undefined ? [] : [{ ...this.#callLater(0), sameDeadlineAs: beside }];
      }
      case "cancel": case "inspectCall": return each(this.#callOf(step.call, place), (call) => ({ op: step.do, call }));
      case "reset": return each(this.#callOf(step.call, place), (call) => ({ op: "reset", call, delay: step.delay }));
      case "delay": return each(this.#callOf(step.call, place), (call) => ({ op: "delay", call, extra: step.extra }));
      case "write": {
        const bytes = place.kind === "repeated" ? Math.min(step.bytes, MOST_REPEATED_BYTES) : step.bytes;
        return each(this.#endOf(step.end, place), (of) => write(generated(bytes, this.#count("writes")), of));
      }
      case "endWriting": case "loseConnection": case "abortConnection": case "pauseReading": case "resumeReading":
        return each(this.#endOf(step.end, place), (of) => transport(step.do, of));
      case "burst": {
        const of = this.#endOf(step.end, place);
        if (of === undefined) return [];
        return [
          write(generated(step.bytes, this.#count("writes")), of), setWatermarks(step.low, step.low + step.more, of),
          write(generated(1000, this.#count("writes")), of),
          ...(step.then === "stay" ? [] : [transport(step.then, of)]),
        ];
      }
      case "pauseFor": {
        const of = this.#endOf(step.end, place);
        return of === undefined ? [] : [pauseReading(of), this.#callLater(step.ms, resumeReading(of))];
      }
      case "setWatermarks":
        return each(this.#endOf(step.end, place), (of) => setWatermarks(step.low, step.low + step.more, of));
      case "closeListener":
        return each(at(this.#listeners, step.listener), (listener) => ({ op: "closeListener", listener }));
      case "connect": return each(at(this.#listeners, step.listener), (listener) => this.#connect({ listener }));
      case "cancelConnect":
        return each(at(this.#attempts, step.attempt), (connection) => ({ op: "cancelConnect", connection }));
      case "addHook": return [this.#addHook(step.phase)];
      case "removeHook": return each(at(this.#hooks, step.hook), (hook) => ({ op: "removeHook", hook }));
      case "spin": return [{ op: "spin", ms: step.ms }];
      case "sendDatagram": return this.#sendDatagram(at(this.#ports, step.from), at(this.#ports, step.to), step.bytes);
      case "closePort": {
        const of = at(this.#ports, step.port);
        if (of === undefined) return [];
        const close: Operation = { op: "closePort", of };
        const sending = this.#sendDatagram(at(this.#ports, step.from), of, 1);
        return [close, ...(step.twice ? [close] : []), ...sending];
      }
      default: return this.#plain(step.do, place);
    }
  }

  #plain(step: PlainStep, place: Place): readonly Operation[] {
    switch (step) {
      // The agent's own first call is to come to its end.
      case "throw": return place.kind === "callback" || place.kind === "repeated" ? [throwing(this.#name("error"))] : [];
      // Where the kit is to end the run, nobody else does.
      case "stop": return this.#program.ending.kind === "stop" && place.kind === "callback" ? [stop] : [];
      case "callFromThread": {
        const call = this.#name("q");
        return [{ op: "callFromThread", call, do: this.#newPlace(null) }];
      }
      case "connectNowhere": return [this.#connect({ closed: true })];
      case "listenNowhere": {
        return [{ op: "listen", listener: this.#name("nowhere"), protocol: this.#idle(), address: NOWHERE }];
      }
      case "openDatagram": return [this.#openDatagram()];
      case "openNowhere": {
        return [{ op: "openDatagram", port: this.#name("closed"), protocol: this.#idle(), local: NOWHERE }];
      }
      case "resolve": {
        if (!this.#named.has("lookup")) {
          const answers = { [NAME]: { hosts: ["127.0.0.1"] } };
          this.#before.unshift({ op: "setResolver", resolver: "scripted", answers });
        }
        return [{ op: "resolve", lookup: this.#name("lookup"), host: NAME }];
      }
    }
  }

  #callLater(delay: number, ...first: readonly Operation[]): Operation & { readonly op: "callLater" } {
    const call = this.#name("t");
    this.#calls.push(call);
    return { op: "callLater", call, delay, do: this.#newPlace(call, ...first) };
  }

  #sendDatagram(from: string | undefined, to: string | undefined, bytes: number): readonly Operation[] {
    if (from === undefined || to === undefined) return [];
    return [{ op: "sendDatagram", of: from, to: { of: to }, data: generated(bytes, this.#count("datagrams")) }];
  }

  #addHook(phase: "startup" | "shutdown"): Operation {
    const hook = this.#name("h");
    this.#hooks.push(hook);
    return { ...addHook(hook, phase), do: this.#newPlace(null) } as Operation;
  }

  #openDatagram(): Operation {
    const port = this.#name("p");
    this.#ports.push(port);
    this.#reactions.set(port, []);
    for (const event of ["portOpened", "datagramReceived", "portClosed"] as const) this.#placeAt(port, event, port);
    return { op: "openDatagram", port, protocol: port };
  }

  #connect(to: { readonly listener: string } | { readonly closed: true }): Operation {
    const connection = this.#name("x");
    this.#attempts.push(connection);
    const greets = "greets";
    if (!this.#reactions.has(greets)) this.#reactions.set(greets, [on("connectionMade", write(text("hello")))]);
    return connect(connection, greets, to);
  }

  /** A protocol that does nothing. */
  #idle(): string {
    this.#reactions.set("idle", []);
    return "idle";
  }

  /** A new callback, as a place: its list of operations. */
  #newPlace(own: string | null, ...first: readonly Operation[]): Operation[] {
    const list: Operation[] = [...first];
    this.#places.push(callback(own, list));
    return list;
  }

  #callOf(index: number, { own }: Place): string | undefined {
    const next = index === 0 && own !== null ? this.#calls.indexOf(own) + 1 : 0;
    return next > 0 && next < this.#calls.length ? this.#calls[next] : at(this.#calls, index);
  }

  #endOf(index: number, { own }: Place): string | undefined {
    return index === 0 && own !== null && this.#ends.includes(own) ? own : at(this.#ends, index);
  }

  #count(kind: string): number {
    this.#name(kind);
    return this.#named.get(kind) ?? 0;
  }
}

/** Once, where the event comes again and again: a program comes to its end. */
function reactionTo(event: Reaction["on"], operations: readonly Operation[], count: number): Reaction {
  switch (event) {
    case "dataReceived": return { on: event, atBytes: 1 + count, do: operations };
    case "datagramReceived": return { on: event, atCount: 1 + count, do: operations };
    default: return { on: event, do: operations };
  }
}

function callback(own: string | null, list: Operation[]): Place {
  return { own, kind: "callback", add: (operations) => void list.push(...operations) };
}

/** What can be done at a place, if not all can. */
const CAN: Readonly<Partial<Record<Place["kind"], ReadonlySet<Step["do"]>>>> = { before: EARLY, repeated: REPEATABLE };

/** The element at this index, counted around. */
function at<T>(list: readonly T[], index: number): T | undefined {
  return list[index % list.length];
}

/** One operation for what is there, none for what is not. */
function each<T>(it: T | undefined, operation: (it: T) => Operation): readonly Operation[] {
  return it === undefined ? [] : [operation(it)];
}
