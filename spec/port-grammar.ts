import type { GrammarRow } from "./event-grammar.js";

/**
 * `opening`: asked for. `closing`: `close` was called. `closed`: portClosed was called. `not open`: the attempt has
 * failed.
 */
export type PortState = "opening" | "open" | "closing" | "closed" | "not open";

/** A notification of a port for datagrams, or what is done that changes what may follow. */
export type PortEventName =
  | "portOpened" | "datagramReceived" | "sendFailed" | "portClosed" | "closePort" | "openFailed";

type Row = GrammarRow<PortState, PortEventName>;

const notified = (state: PortState, event: PortEventName, next: PortState): Row =>
  ({ state, event, next, callsUserCode: true });
const done = (state: PortState, event: PortEventName, next: PortState): Row =>
  ({ state, event, next, callsUserCode: false });
const forbidden = (state: PortState, event: PortEventName, breaks: string, says: string): Row =>
  ({ state, event, next: null, breaks, says });

/** The event grammar of a port for datagrams, as one table: read as that of a connection. */
export const portGrammar: readonly Row[] = [
  notified("opening", "portOpened", "open"),
  done("opening", "openFailed", "not open"),
  forbidden("opening", "datagramReceived", "datagram.opened.first", "datagramReceived came before portOpened"),
  forbidden("opening", "sendFailed", "datagram.opened.first", "sendFailed came before portOpened"),
  forbidden("opening", "portClosed", "datagram.opened.first", "portClosed came without portOpened"),

  forbidden("open", "portOpened", "datagram.opened.once", "portOpened came twice"),
  notified("open", "datagramReceived", "open"),
  notified("open", "sendFailed", "open"),
  done("open", "closePort", "closing"),
  notified("open", "portClosed", "closed"),

  forbidden("closing", "portOpened", "datagram.opened.once", "portOpened came twice"),
  forbidden("closing", "datagramReceived", "datagram.close.nothing-after", "datagramReceived came after close"),
  forbidden("closing", "sendFailed", "datagram.close.nothing-after", "sendFailed came after close"),
  notified("closing", "portClosed", "closed"),

  forbidden("closed", "portOpened", "datagram.closed.last", "portOpened came after portClosed"),
  forbidden("closed", "datagramReceived", "datagram.closed.last", "datagramReceived came after portClosed"),
  forbidden("closed", "sendFailed", "datagram.closed.last", "sendFailed came after portClosed"),
  forbidden("closed", "portClosed", "datagram.closed.once", "portClosed came twice"),

  forbidden("not open", "portOpened", "datagram.open.failed", "portOpened came though opening had failed"),
  forbidden("not open", "datagramReceived", "datagram.open.failed", "datagramReceived came though opening had failed"),
  forbidden("not open", "sendFailed", "datagram.open.failed", "sendFailed came though opening had failed"),
  forbidden("not open", "portClosed", "datagram.open.failed", "portClosed came though opening had failed"),
];
