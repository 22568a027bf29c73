import { setInterval } from "node:timers";
import { workerData } from "node:worker_threads";

// A thread beside a player that may be caught in a loop: one scenario may use so much processor time, and no more. Time
// that passes while other programs run does not count.

const MOST_MS = 5000;
const LOOK_MS = 200;

const playing = workerData as BigInt64Array<SharedArrayBuffer>;
let seen = Atomics.load(playing, 0);
let since = process.cpuUsage();

setInterval(() => {
  const now = Atomics.load(playing, 0);
  const { user, system } = process.cpuUsage(since);
  if (now === seen && (user + system) / 1000 > MOST_MS) process.kill(process.pid, "SIGXCPU");
  if (now === seen) return;
  seen = now;
  since = process.cpuUsage();
}, LOOK_MS);
