/**
 * A random program: plain data that is small where it shrinks, and of which a scenario is made. Numbers stand for what
 * there is at a place, counted around: every program makes sense, whatever is taken away of it.
 */
export interface Program {
  readonly servers: readonly ServerPlan[];
  readonly acts: readonly Act[];
  readonly ending: Ending;
}

/** A listener, and who connects to it as soon as it listens. */
export interface ServerPlan {
  /** Asked for before the run. */
  readonly isEarly: boolean;
  readonly links: readonly LinkPlan[];
  readonly peers: readonly PeerPlan[];
}

/** A peer of the kit's that connects, sends, and does something more when all is sent. */
export interface PeerPlan {
  readonly server: EndPlan;
  /** The sizes of what it sends, in bytes. */
  readonly sends: readonly number[];
  readonly then: "stay" | "end" | "close" | "reset";
}

export interface LinkPlan {
  readonly client: EndPlan;
  readonly server: EndPlan;
}

/** One end of a connection. It is closed in any case, so that every program comes to its end. */
export interface EndPlan {
  /** Whether its protocol has eofReceived. */
  readonly isAware: boolean;
  readonly closes: "loseConnection" | "abortConnection";
  /** In ms from its connectionMade. */
  readonly closesAfter: number;
}

/**
 * `await`: the kit ends the run, once every attempt is over and a last timed call has come. `stop`: that call stops it.
 */
export interface Ending {
  readonly kind: "await" | "stop";
  /** When the last timed call comes, in ms. */
  readonly after: number;
}

/** Something that is done at a place: in the run's first call, or in a callback of what there is by then. */
export interface Act {
  readonly where: number;
  /** For a place that comes again and again: how far it is to have come. */
  readonly when: number;
  readonly step: Step;
}

export type Step =
  | { readonly do: "callLater"; readonly delay: number }
  /** With the deadline of another call. */
  | { readonly do: "callBeside"; readonly call: number }
  | { readonly do: "cancel" | "inspectCall"; readonly call: number }
  | { readonly do: "reset"; readonly call: number; readonly delay: number }
  | { readonly do: "delay"; readonly call: number; readonly extra: number }
  | { readonly do: "write"; readonly end: number; readonly bytes: number }
  | { readonly do: TransportStep; readonly end: number }
  /** Writes much, moves the watermarks, writes a little more, and then maybe writes no more. */
  | {
    readonly do: "burst"; readonly end: number; readonly bytes: number; readonly low: number; readonly more: number;
    readonly then: "stay" | "endWriting" | "loseConnection";
  }
  /** Pauses reading, and has it resumed so many ms later. */
  | { readonly do: "pauseFor"; readonly end: number; readonly ms: number }
  | { readonly do: "setWatermarks"; readonly end: number; readonly low: number; readonly more: number }
  | { readonly do: "closeListener"; readonly listener: number }
  | { readonly do: "connect"; readonly listener: number }
  | { readonly do: "cancelConnect"; readonly attempt: number }
  | { readonly do: "addHook"; readonly phase: "startup" | "shutdown" }
  | { readonly do: "removeHook"; readonly hook: number }
  | { readonly do: "spin"; readonly ms: number }
  | { readonly do: "sendDatagram"; readonly from: number; readonly to: number; readonly bytes: number }
  /** Closes a port, maybe twice, and has another one send to it. */
  | { readonly do: "closePort"; readonly port: number; readonly twice: boolean; readonly from: number }
  | { readonly do: PlainStep };

export type TransportStep = "endWriting" | "loseConnection" | "abortConnection" | "pauseReading" | "resumeReading";

/** `listenNowhere`, `openNowhere`: at an address of no interface. `connectNowhere`: where nobody listens. */
export type PlainStep =
  | "throw" | "stop" | "callFromThread" | "listenNowhere" | "connectNowhere" | "openDatagram" | "openNowhere"
  | "resolve";
