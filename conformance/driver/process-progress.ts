import { readdirSync, readFileSync } from "node:fs";

/** How far the threads of a process have got. */
export interface Progress {
  /** For how long each has waited for a processor when it could have gone on, in milliseconds, by its number. */
  readonly waitedMs: ReadonlyMap<number, number>;
  /** For how long each has had one. */
  readonly ranMs: ReadonlyMap<number, number>;
  /** Those that would go on now if the machine let them: they want a processor, or wait for the disk. */
  readonly heldUp: ReadonlySet<number>;
}

const NANOSECONDS = 1e6;

/** What the host tells of a process; null if it tells nothing, as everywhere but on Linux. */
export function progressOf(pid: number): Progress | null {
  const progress = { waitedMs: new Map<number, number>(), ranMs: new Map<number, number>(), heldUp: new Set<number>() };
  try {
    for (const name of readdirSync(`/proc/${pid}/task`)) {
      const thread = Number(name);
      const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${name}/schedstat`, "utf8").split(" ").map(Number);
      const stat = readFileSync(`/proc/${pid}/task/${name}/stat`, "utf8");
      // The name of the program, in brackets, may hold anything.
      const state = stat.charAt(stat.lastIndexOf(")") + 2);
      progress.ranMs.set(thread, ran / NANOSECONDS);
      progress.waitedMs.set(thread, waited / NANOSECONDS);
      if (state === "R" || state === "D") progress.heldUp.add(thread);
    }
  } catch {
    // A thread, or the process, has ended meanwhile; or there is no such directory.
    if (progress.ranMs.size === 0) return null;
  }
  return progress;
}

/**
 * For how long, of `elapsed` ms, the thread was held up that was so for longest. A wait that is not over counts if the
 * thread has not run at all: the host adds it up only when it is over.
 */
export function heldUpBetween(then: Progress, now: Progress, elapsed: number): number {
  const longest = [...now.waitedMs].map(([thread, waitedMs]) => {
    const waited = waitedMs - (then.waitedMs.get(thread) ?? 0);
    const ran = (now.ranMs.get(thread) ?? 0) - (then.ranMs.get(thread) ?? 0);
    return ran === 0 && now.heldUp.has(thread) ? elapsed : waited;
  });
  return Math.min(elapsed, Math.max(0, ...longest));
}
