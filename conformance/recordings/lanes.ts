import type { AddressInfo } from "../trace/address-info.js";
import type { AgentEvent, TraceEvent } from "../trace/events.js";
import type { Lane } from "./recording.js";

/** How many lanes there are beside the program and what is judged: more do not fit on a narrow page. */
const MOST_BESIDE = 2;
export const PROGRAM = 0;
export const REACTOR = 1;

/** The lanes of a run, and which of them an event is about. */
export class Lanes {
  readonly all: readonly Lane[];
  readonly #peers: ReadonlyMap<string, number>;
  readonly #threads: ReadonlyMap<string, number>;
  /** The lanes of peers by their addresses, and by the names of the connections with them. */
  readonly #byAddress = new Map<string, number>();
  readonly #byConnection = new Map<string, number>();

  constructor(trace: readonly TraceEvent[], isOfShim: boolean) {
    const peers = [...new Set(trace.flatMap((event) => event.ev === "peer" ? [event.peer] : []))];
    const threads = [...new Set(trace.flatMap((event) => event.ev !== "peer" ? event.thread ?? [] : []))].sort();
    const places = placesFor(peers.length, threads.length);
    this.all = [
      { kind: "program", name: "program" },
      isOfShim ? { kind: "shim", name: "shim" } : { kind: "reactor", name: "reactor" },
      ...lanesOf("peer", peers, places.peers), ...lanesOf("thread", threads, places.threads),
      // What a shim is installed over: what programs do may reach it.
      ...(isOfShim && trace.some(({ ev }) => ev === "played") ? [{ kind: "reactor", name: "reactor" } as const] : []),
    ];
    this.#peers = placed(peers, REACTOR + 1, places.peers);
    this.#threads = placed(threads, REACTOR + 1 + places.peers, places.threads);
    for (const event of trace) this.#learn(event);
  }

  /** The lane of what a shim is installed over. */
  get beneath(): number {
    return this.all.length - 1;
  }

  /** Whether other threads ran beside the reactor's. */
  get hasThreads(): boolean {
    return this.#threads.size > 0;
  }

  /** The name of the peer or the thread, where its lane is not its own. */
  inShared(name: string): string {
    const lane = this.#peers.get(name) ?? this.#threads.get(name);
    return lane !== undefined && this.all[lane]?.name !== name ? name : "";
  }

  peer(name: string): number {
    return this.#peers.get(name) ?? REACTOR;
  }

  /** In whose lane an event of an agent happens. */
  of({ thread }: AgentEvent): number {
    return thread === undefined ? PROGRAM : this.#threads.get(thread) ?? PROGRAM;
  }

  /** Where what is entered comes from: the peer whose bytes, end or datagram it tells of, or else the reactor. */
  source({ cb, connection, from, by }: AgentEvent & { readonly ev: "enter" }): number {
    if (by !== undefined) return this.#threads.get(by) ?? REACTOR;
    if (from !== undefined) return this.#byAddress.get(keyOf(from)) ?? REACTOR;
    if (cb !== "dataReceived" && cb !== "eofReceived") return REACTOR;
    return this.#byConnection.get(connection ?? "") ?? REACTOR;
  }

  #learn(event: TraceEvent): void {
    if (event.ev === "peer") {
      const own = event.saw === "connected" ? event.local : event.address;
      if (own !== undefined) this.#byAddress.set(keyOf(own), this.peer(event.peer));
    } else if (event.ev === "enter" && event.connection !== undefined && event.remote !== undefined) {
      const lane = this.#byAddress.get(keyOf(event.remote));
      if (lane !== undefined) this.#byConnection.set(event.connection, lane);
    }
  }
}

function placesFor(peers: number, threads: number): { readonly peers: number; readonly threads: number } {
  if (peers + threads <= MOST_BESIDE) return { peers, threads };
  if (peers === 0 || threads === 0) return { peers: Math.min(peers, 1), threads: Math.min(threads, 1) };
  return { peers: 1, threads: 1 };
}

function lanesOf(kind: "peer" | "thread", names: readonly string[], places: number): readonly Lane[] {
  return places === names.length
    ? names.map((name) => ({ kind, name }))
    : [{ kind, name: kind === "peer" ? "peers" : "threads" }];
}

function placed(names: readonly string[], first: number, places: number): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, first + (places === names.length ? index : 0)]));
}

function keyOf({ host, port, path }: AddressInfo): string {
  return path === undefined || path === null ? `${host}:${port}` : path;
}
