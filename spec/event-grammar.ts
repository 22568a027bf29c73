/**
 * The event grammar of a connection, as one table: it draws the state diagram of the connections chapter, and is
 * the automaton that judges every trace. An event that a state does not list leaves the state as it is.
 */

/**
 * `connecting`: the factory may have been called. `ended`: the peer has ended its sending. `closing`: closed by
 * this side. `failed`: a callback threw. `lost`: over.
 */
export type ConnectionState = "connecting" | "open" | "ended" | "closing" | "failed" | "lost";

/** A notification, or what the protocol does that changes what may follow. */
export type ConnectionEventName =
  | "connectionMade" | "dataReceived" | "eofReceived" | "connectionLost"
  | "loseConnection" | "abortConnection" | "throw";

export type GrammarRow =
  | {
    readonly state: ConnectionState; readonly event: ConnectionEventName; readonly next: ConnectionState;
    /** Whether the event calls user code. */
    readonly callsUserCode: boolean;
  }
  /** The event is forbidden in this state: by which requirement, and how a failure says it. */
  | {
    readonly state: ConnectionState; readonly event: ConnectionEventName; readonly next: null;
    readonly breaks: string; readonly says: string;
  };

const notified = (state: ConnectionState, event: ConnectionEventName, next: ConnectionState): GrammarRow =>
  ({ state, event, next, callsUserCode: true });
const done = (state: ConnectionState, event: ConnectionEventName, next: ConnectionState): GrammarRow =>
  ({ state, event, next, callsUserCode: false });
const forbidden = (state: ConnectionState, event: ConnectionEventName, breaks: string, says: string): GrammarRow =>
  ({ state, event, next: null, breaks, says });

export const connectionGrammar: readonly GrammarRow[] = [
  notified("connecting", "connectionMade", "open"),
  forbidden("connecting", "dataReceived", "connection.made.first", "dataReceived came before connectionMade"),
  forbidden("connecting", "eofReceived", "connection.made.first", "eofReceived came before connectionMade"),
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
  notified("failed", "connectionLost", "lost"),

  forbidden("lost", "connectionMade", "connection.lost.last", "connectionMade came after connectionLost"),
  forbidden("lost", "dataReceived", "connection.lost.last", "dataReceived came after connectionLost"),
  forbidden("lost", "eofReceived", "connection.lost.last", "eofReceived came after connectionLost"),
  forbidden("lost", "connectionLost", "connection.lost.once", "connectionLost came twice"),
];
