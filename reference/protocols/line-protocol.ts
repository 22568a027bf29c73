import type { CloseReason, Protocol, Transport } from "../../spec/reactor.js";
import { LineBuffer, TOO_LONG } from "./line-buffer.js";

/** What is notified of the lines of one connection. */
export interface LineReceiver {
  connectionMade?(transport: Transport): void;
  /** A whole line, without its delimiter. `done` says that no further line is wanted. */
  lineReceived(line: Uint8Array): void | "done";
  /** In place of a line that is too long. Without this method the connection is aborted. */
  lineTooLong?(): void | "done";
  connectionLost?(reason: CloseReason): void;
}

export interface LineOptions {
  readonly delimiter: Uint8Array;
  /** The length of the longest line, in bytes, without its delimiter. */
  readonly longest: number;
}

/**
 * The protocol of connections that carry lines.
 * @throws TypeError or RangeError if the options are none for lines.
 */
export function lineProtocol(receiver: LineReceiver, { delimiter, longest }: LineOptions): Protocol {
  const lines = new LineBuffer(delimiter, longest);
  let transport: Transport | null = null;
  let isDone = false;
  const tooLong = (): void | "done" => {
    if (receiver.lineTooLong !== undefined) return receiver.lineTooLong();
    transport?.abortConnection();
    return "done";
  };
  return {
    connectionMade(made) {
      transport = made;
      return receiver.connectionMade?.(made);
    },
    dataReceived(data) {
      if (isDone) return;
      lines.push(data);
      for (let line = lines.next(); line !== null && !isDone; line = isDone ? null : lines.next()) {
        isDone = (line === TOO_LONG ? tooLong() : receiver.lineReceived(line)) === "done";
      }
    },
    connectionLost: (reason) => receiver.connectionLost?.(reason),
  };
}
