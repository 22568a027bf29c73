import { Socket } from "node:net";
import type { Readable } from "node:stream";

/** Where the commands of the kit come from, and where lines for it go to. */
export interface Channel {
  readonly commands: Readable;
  readonly write: (line: string) => void;
}

/**
 * The channel of this process: the descriptor that REACTOR_STANDARD_CHANNEL names, and then the standard streams are
 * left alone; or else the standard streams, and what the subject prints goes to standard error.
 */
export function openChannel(): Channel {
  const descriptor = process.env["REACTOR_STANDARD_CHANNEL"];
  if (descriptor !== undefined) {
    const socket = new Socket({ fd: Number(descriptor), readable: true, writable: true });
    return { commands: socket, write: (line) => void socket.write(line) };
  }
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return { commands: process.stdin, write: (line) => void write(line) };
}
