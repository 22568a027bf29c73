import { readFileSync } from "node:fs";

/** How far a process has got. */
export interface Progress {
  /** For how long its first thread has had a processor, in milliseconds. */
  readonly ranMs: number;
  /** Whether it would go on if the machine let it: it wants a processor, or waits for the disk, and for no event. */
  readonly isHeldUp: boolean;
}

/** The unit in which Linux tells the time that a thread ran. */
const TICK_MS = 10;

/** What the host tells of a process; null if it tells nothing, as everywhere but on Linux. */
export function progressOf(pid: number): Progress | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // The name of the program, in brackets, may hold anything.
  const [state = "", ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { ranMs: (Number(fields[10]) + Number(fields[11])) * TICK_MS, isHeldUp: state === "R" || state === "D" };
}
