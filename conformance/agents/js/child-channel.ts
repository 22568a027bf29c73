import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pinned } from "./pinned.js";

/** Where the commands of the kit come from, and where lines for it go to. */
export interface Channel {
  /** Names who is told of each line, and of the end. */
  readonly read: (onLine: (line: string) => void, onEnd: () => void) => void;
  /** Returns when the line is out of this process: also one that ends now has told all. */
  readonly write: (line: string) => void;
}

const STDOUT = 1;
/** How long to wait before what a full channel did not take is written again, in milliseconds. */
const PAUSE = 1;

// Captured before a subject can replace them.
const writeTo = writeSync;
const encode = pinned(new TextEncoder());
const wait = Atomics.wait;
const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));
const view = Uint8Array.prototype.subarray;
const apply = Reflect.apply;

/**
 * The channel of this process: the descriptor that REACTOR_STANDARD_CHANNEL names, and then the standard streams are
 * left alone; or else the standard streams, and what the subject prints goes to standard error.
 */
export function openChannel(): Channel {
  const descriptor = Number(process.env["REACTOR_STANDARD_CHANNEL"] ?? STDOUT);
  // It is not for the subject, nor for what that starts.
  delete process.env["REACTOR_STANDARD_CHANNEL"];
  if (descriptor !== STDOUT) {
    return { read: reader(new Socket({ fd: descriptor, readable: true, writable: false })), write: writer(descriptor) };
  }
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return { read: reader(process.stdin), write: writer(STDOUT) };
}

function reader(commands: Readable): Channel["read"] {
  return (onLine, onEnd) => {
    const lines = createInterface({ input: pinned(commands) });
    lines.on("line", onLine);
    lines.on("close", onEnd);
    pinned(lines);
  };
}

function writer(descriptor: number): Channel["write"] {
  return (line) => {
    let rest = encode.encode(line);
    while (rest.length > 0) rest = apply(view, rest, [written(descriptor, rest)]) as typeof rest;
  };
}

/** How many of the bytes were taken, after a pause if there were none. */
function written(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeTo(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    wait(nobodyWakes, 0, 0, PAUSE);
    return 0;
  }
}
