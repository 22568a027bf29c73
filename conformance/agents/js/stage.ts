import type {
  DatagramPort, DatagramProtocol, Listener, MessagePort, Reactor, ThreadCaller, TimedCall, Transport, UdpAddress,
} from "../../../spec/reactor.js";
import type { Operation } from "../../language/operations.js";
import type { Scenario } from "../../language/scenario.js";
import type { PeerPlayer } from "../../peers/player.js";
import type { Resources } from "../../trace/resource-events.js";
import { NotThere, type Recorder } from "./recorder.js";
import type { Simulation, SubjectModule } from "./subject.js";
import type { Threads } from "./threads.js";

/** One connection of a scenario, from the factory's call on. */
export interface Connection {
  readonly name: string;
  transport: Transport | null;
}

/** One port for datagrams of a scenario, from the call that opens it on. */
export interface Port {
  /** Another one, once another port is opened with its protocol. */
  name: string;
  readonly protocol: DatagramProtocol;
  port: DatagramPort | null;
}

/** What a scenario has on stage while it is played: the reactor, and everything that it named. */
export interface Stage {
  readonly scenario: Scenario;
  readonly reactor: Reactor;
  /** Of a subject with a world of its own; else null. */
  readonly simulation: Simulation | null;
  /** Plays the peers, where the agent has to; else null. */
  readonly player: PeerPlayer | null;
  readonly recorder: Recorder;
  readonly threads: Threads;
  /** By what the reactor's own thread calls in; null for a subject without threads. */
  readonly connect: ((port: MessagePort) => ThreadCaller) | null;
  readonly calls: Map<string, TimedCall>;
  readonly listeners: Map<string, Listener>;
  readonly connections: Map<string, Connection>;
  readonly ports: Map<string, Port>;
  readonly attempts: Map<string, AbortController>;
  readonly hooks: Map<string, { remove(): boolean }>;
  readonly marks: Set<string>;
  readonly counts: Map<string, Resources>;
  readonly onMark: Map<string, (() => void)[]>;
  /** How many connections and ports were made with each protocol script, and by each listener. */
  readonly ordinals: Map<string, number>;
}

/** Plays a scenario in code: it makes marks, and the scenario's expectations judge them. */
export type CodeScenario = (subject: SubjectModule, stage: Stage) => Promise<void>;

/**
 * Where an operation is done: in which connection's callback, with which chunk; in which port's, with which datagram;
 * in which round of `repeat`.
 */
export interface Scene {
  readonly connection?: Connection;
  readonly transport?: Transport;
  readonly chunk?: Uint8Array;
  readonly port?: Port;
  readonly datagram?: { readonly data: Uint8Array; readonly from: UdpAddress };
  /** The bytes received so far, those of the chunk among them. */
  readonly total?: number;
  readonly suffix?: string;
}

/** Does operations one after the other; returns what the callback is to return. */
export type Perform = (operations: readonly Operation[], scene: Scene) => unknown;

/** @throws NotThere if there is no connection of this name. */
export function transportOf(stage: Stage, name: string): Transport {
  const transport = stage.connections.get(name)?.transport;
  if (transport === undefined || transport === null) throw new NotThere(`no connection ${name}`);
  return transport;
}

/** Counts up, and returns the count: 1 the first time. */
export function nextOrdinal(stage: Stage, name: string): number {
  const ordinal = (stage.ordinals.get(name) ?? 0) + 1;
  stage.ordinals.set(name, ordinal);
  return ordinal;
}
