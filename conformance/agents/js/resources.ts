import fs from "node:fs";
import timers from "node:timers";
import type { Resources } from "../../trace/resource-events.js";
import { ownList } from "./captured.js";

// Captured before a subject can replace them.
const { readdirSync } = fs;
const { setImmediate } = timers;
const eventNames = process.eventNames.bind(process);
const listenerCount = process.listenerCount.bind(process);
const passes = RegExp.prototype.test;
const apply = Reflect.apply;
const activeResources = process.getActiveResourcesInfo.bind(process);
const directory = { linux: "/proc/self/fd", darwin: "/dev/fd" }[process.platform as string] ?? null;

/** What passes by itself: tasks of the host's next turn, and requests on their way. */
const PASSING = /^Immediate$|Req|WriteWrap$|ShutdownWrap$/;
/** How many turns of the host what was closed may take to be gone. */
const TURNS = 100;

/** What this process holds. */
export function countResources(): Resources {
  return {
    descriptors: directory === null ? null : readdirSync(directory).length,
    active: ownList(activeResources()).filter((type) => !apply(passes, PASSING, [type])).length,
    handlers: ownList(eventNames()).reduce((count, name) => count + listenerCount(name as string), 0),
  };
}

/** What this process holds once it is no more than `before`, or after some turns of the host. */
export async function countReleased(before: Resources): Promise<Resources> {
  for (let turn = 0; turn < TURNS; turn++) {
    if (!isMore(countResources(), before)) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return countResources();
}

/** How much more is held `now` than `before`. */
export function moreThan(before: Resources, now: Resources): Resources {
  return {
    descriptors: more(before.descriptors, now.descriptors),
    active: more(before.active, now.active),
    handlers: more(before.handlers, now.handlers),
  };
}

function isMore(now: Resources, before: Resources): boolean {
  const { descriptors, active, handlers } = moreThan(before, now);
  return isSome(descriptors) || isSome(active) || isSome(handlers);
}

function isSome(count: number | null): boolean {
  return count !== null && count > 0;
}

function more(before: number | null, now: number | null): number | null {
  return before === null || now === null ? null : Math.max(0, now - before);
}
