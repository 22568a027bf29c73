import type { Scenario } from "../language/scenario.js";
import type { AgentEvent, PeerEvent } from "../trace/events.js";

/** What an agent says of itself and its subject. */
export interface Hello {
  readonly protocol: number;
  readonly name: string;
  readonly version: string;
  readonly language: string;
  readonly runtime: string;
  /** Of a reactor: those that are claimed for it, `core` among them. Of a shim: `shim`, and what it claims beside it. */
  readonly profiles: readonly string[];
  /** The binding whose own scenarios the agent can play, if any. */
  readonly binding?: "typescript";
  /** `own`: the subject has a network of its own, and the agent plays the peers. */
  readonly network?: "own";
  /** False: a scenario that starts, stops or repeats a run needs a process of its own. */
  readonly restartable?: boolean;
  /** False: the agent can do nothing beside a run, and is given no scenario that has something done there. */
  readonly beside?: boolean;
}

export type Command =
  | { readonly op: "hello"; readonly protocol: 1 }
  /** A simulated reactor draws its chances from the seed, if there is one. */
  | { readonly op: "scenario"; readonly scenario: Scenario; readonly seed?: number }
  | { readonly op: "end" }
  | { readonly op: string };

/** What comes from an agent: events of a trace, answers, and its own breaking. */
export type Message =
  /** `bytes`: the length of its line, where there is one. */
  | { readonly kind: "event"; readonly event: AgentEvent | PeerEvent; readonly bytes?: number }
  | { readonly kind: "hello"; readonly hello: Hello }
  | { readonly kind: "refused"; readonly op: string; readonly message?: string }
  /** The agent cannot play the scenario; or, with the id of the requirement, it breaks the protocol. */
  | { readonly kind: "broken"; readonly message: string; readonly rule?: string }
  /** The agent is gone; nothing follows. */
  | { readonly kind: "exit"; readonly message: string };

