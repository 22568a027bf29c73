// A day of a service that beats each minute. Its minute may be made shorter: `node a-day-of-timers.mjs MILLISECONDS`.
import { setInterval as ticks, setTimeout as sleep } from "node:timers/promises";

const minute = Number(process.argv[2] ?? 60_000);
const started = performance.now();
const startDate = Date.now();

const beats = new Promise((resolve) => {
  let beats = 0;
  const timer = setInterval(() => {
    beats += 1;
    if (beats < 24 * 60) return;
    clearInterval(timer);
    resolve(beats);
  }, minute);
});

async function hours() {
  const seen = [];
  for await (const hour of ticks(60 * minute, "hour")) {
    if (seen.push(`${hour} ${seen.length}`) === 24) return seen;
  }
  return [];
}

async function retries() {
  const delays = [];
  for (let delay = 1; delay < 12 * 60; delay *= 2) {
    await sleep(delay * minute);
    delays.push(delay);
  }
  return delays;
}

const watchdog = setTimeout(() => console.log("nobody fed the watchdog"), 180 * minute);
const feeder = setInterval(() => watchdog.refresh(), 10 * minute);
const weeks = setTimeout(() => console.log("three weeks have passed"), 21 * 24 * 60 * minute);
weeks.unref();
AbortSignal.timeout(5 * minute).addEventListener("abort", () => console.log("five minutes have passed"));
const missed = setTimeout(() => console.log("this was cleared"), 20 * minute);
setTimeout(() => clearTimeout(missed), 15 * minute);
await sleep(25 * minute);
const order = [];
for (const delay of [3, 1, 2]) setTimeout((name) => order.push(name), delay * 30 * minute, `timer ${delay}`);

console.log(await Promise.all([beats, hours(), retries()]).then((all) => all.map((each) => each.length ?? each)));
console.log(order, performance.now() - started >= 1440 * minute - 1, Date.now() - startDate >= 1440 * minute - 1);
clearInterval(feeder);
clearTimeout(watchdog);
