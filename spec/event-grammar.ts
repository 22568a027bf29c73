/**
 * The event grammar of a connection, as tables: each draws a state diagram of its chapter, and is an automaton that
 * judges every trace. An event that a state does not list leaves the state as it is.
 */

/**
 * `connecting`: the factory may have been called. `ended`: the peer has ended its sending. `closing`: closed by
 * this side. `failed`: a callback threw. `lost`: over.
 */
export type ConnectionState = "connecting" | "open" | "ended" | "closing" | "failed" | "lost";

/** Whether the program wants to receive. */
export type ReadingState = "reading" | "paused";

/** Whether the program was told to wait with writing; `silent`: it can write no more. */
export type WritingState = "flowing" | "held-up" | "silent";

/** A notification, or what the protocol does that changes what may follow. */
export type ConnectionEventName =
  | "connectionMade" | "dataReceived" | "eofReceived" | "pauseWriting" | "resumeWriting" | "connectionLost"
  | "endWriting" | "loseConnection" | "abortConnection" | "pauseReading" | "resumeReading" | "throw";

export type GrammarRow<State extends string, Event extends string = ConnectionEventName> =
  | {
    readonly state: State; readonly event: Event; readonly next: State;
    /** Whether the event calls user code. */
    readonly callsUserCode: boolean;
  }
  /** The event is forbidden in this state: by which requirement, and how a failure says it. */
  | {
    readonly state: State; readonly event: Event; readonly next: null;
    readonly breaks: string; readonly says: string;
  };

/** One aspect of a connection: it begins in the state of the first row. */
export type Grammar<State extends string = string> = readonly [GrammarRow<State>, ...GrammarRow<State>[]];

const notified = <State extends string>(state: State, event: ConnectionEventName, next: State): GrammarRow<State> =>
  ({ state, event, next, callsUserCode: true });
const done = <State extends string>(state: State, event: ConnectionEventName, next: State): GrammarRow<State> =>
  ({ state, event, next, callsUserCode: false });
const forbidden = <State extends string>(
  state: State, event: ConnectionEventName, breaks: string, says: string,
): GrammarRow<State> => ({ state, event, next: null, breaks, says });

export const connectionGrammar: Grammar<ConnectionState> = [
  notified("connecting", "connectionMade", "open"),
  forbidden("connecting", "dataReceived", "connection.made.first", "dataReceived came before connectionMade"),
  forbidden("connecting", "eofReceived", "connection.made.first", "eofReceived came before connectionMade"),
  forbidden("connecting", "pauseWriting", "connection.made.first", "pauseWriting came before connectionMade"),
  forbidden("connecting", "resumeWriting", "connection.made.first", "resumeWriting came before connectionMade"),
  forbidden("connecting", "connectionLost", "connection.made.first", "connectionLost came without connectionMade"),

  forbidden("open", "connectionMade", "connection.made.once", "connectionMade came twice"),
  notified("open", "dataReceived", "open"),
  notified("open", "eofReceived", "ended"),
  notified("open", "connectionLost", "lost"),
  done("open", "loseConnection", "closing"),
  done("open", "abortConnection", "closing"),
  done("open", "throw", "failed"),

  forbidden("ended", "connectionMade", "connection.made.once", "connectionMade came twice"),
  forbidden("ended", "dataReceived", "connection.eof.notified", "dataReceived came after eofReceived"),
  forbidden("ended", "eofReceived", "connection.eof.notified", "eofReceived came twice"),
  notified("ended", "connectionLost", "lost"),
  done("ended", "loseConnection", "closing"),
  done("ended", "abortConnection", "closing"),
  done("ended", "throw", "failed"),

  forbidden("closing", "connectionMade", "connection.made.once", "connectionMade came twice"),
  forbidden("closing", "dataReceived", "transport.lose.no-data", "dataReceived came after this side had closed"),
  forbidden("closing", "eofReceived", "transport.lose.no-data", "eofReceived came after this side had closed"),
  notified("closing", "connectionLost", "lost"),
  done("closing", "throw", "failed"),

  forbidden("failed", "connectionMade", "connection.made.once", "connectionMade came twice"),
  forbidden("failed", "dataReceived", "connection.throw.data", "dataReceived came after a callback had thrown"),
  forbidden("failed", "eofReceived", "connection.throw.data", "eofReceived came after a callback had thrown"),
  forbidden("failed", "pauseWriting", "connection.throw.data", "pauseWriting came after a callback had thrown"),
  forbidden("failed", "resumeWriting", "connection.throw.data", "resumeWriting came after a callback had thrown"),
  notified("failed", "connectionLost", "lost"),

  forbidden("lost", "connectionMade", "connection.lost.last", "connectionMade came after connectionLost"),
  forbidden("lost", "dataReceived", "connection.lost.last", "dataReceived came after connectionLost"),
  forbidden("lost", "eofReceived", "connection.lost.last", "eofReceived came after connectionLost"),
  forbidden("lost", "pauseWriting", "connection.lost.last", "pauseWriting came after connectionLost"),
  forbidden("lost", "resumeWriting", "connection.lost.last", "resumeWriting came after connectionLost"),
  forbidden("lost", "connectionLost", "connection.lost.once", "connectionLost came twice"),
];

export const readingGrammar: Grammar<ReadingState> = [
  done("reading", "pauseReading", "paused"),

  forbidden("paused", "dataReceived", "flow.read.pause", "dataReceived came while reading was paused"),
  forbidden("paused", "eofReceived", "flow.read.pause", "eofReceived came while reading was paused"),
  done("paused", "resumeReading", "reading"),
];

export const writingGrammar: Grammar<WritingState> = [
  notified("flowing", "pauseWriting", "held-up"),
  forbidden("flowing", "resumeWriting", "flow.write.alternate", "resumeWriting came without a pauseWriting before it"),
  done("flowing", "endWriting", "silent"),
  done("flowing", "loseConnection", "silent"),
  done("flowing", "abortConnection", "silent"),

  forbidden("held-up", "pauseWriting", "flow.write.alternate", "pauseWriting came twice in a row"),
  notified("held-up", "resumeWriting", "flowing"),
  done("held-up", "endWriting", "silent"),
  done("held-up", "loseConnection", "silent"),
  done("held-up", "abortConnection", "silent"),

  forbidden("silent", "pauseWriting", "flow.write.ended", "pauseWriting came after this side had ended its sending"),
  forbidden("silent", "resumeWriting", "flow.write.ended", "resumeWriting came after this side had ended its sending"),
];

/** Every aspect, each with a state of its own. */
export const grammars: readonly Grammar[] = [connectionGrammar, readingGrammar, writingGrammar];
