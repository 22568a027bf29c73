import { createRequire } from "node:module";
import * as asyncHooks from "node:async_hooks";
import * as childProcess from "node:child_process";
import * as crypto from "node:crypto";
import * as dgram from "node:dgram";
import * as dns from "node:dns";
import * as dnsPromises from "node:dns/promises";
import * as events from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import * as os from "node:os";
import * as performance from "node:perf_hooks";
import * as stream from "node:stream";
import * as timers from "node:timers";
import * as timersPromises from "node:timers/promises";
import * as tls from "node:tls";
import * as util from "node:util";
import * as workers from "node:worker_threads";
import { hostPlaces } from "../../../../spec/host-groups.js";

const require = createRequire(import.meta.url);

/** A module of the host: what `require` gives, and what its importers see. */
export interface HostModule {
  readonly name: string;
  readonly exports: object;
  readonly namespace: object;
}

const namespaces = {
  // What one module has of another is named by the first that has it.
  net, tls, dgram, dns, "dns/promises": dnsPromises, timers, "timers/promises": timersPromises, perf_hooks: performance,
  http, https, stream, events, async_hooks: asyncHooks, child_process: childProcess, crypto, fs, os, util,
  worker_threads: workers,
} as const;

// What a global is only found out when it is first asked for is to be there before anything is compared.
for (const key of Reflect.ownKeys(globalThis)) {
  if (!/Storage$/.test(String(key))) void (globalThis as Record<PropertyKey, unknown>)[key];
}

/** The modules that a shim may patch, loaded before any shim is. */
export const hostModules: readonly HostModule[] = Object.entries(namespaces).map(([name, namespace]) => ({
  name, namespace, exports: require(`node:${name}`) as object,
}));

const isWithin = (where: string, start: string): boolean =>
  where === start || (where.startsWith(start) && !/[\w$/]/.test(where[start.length] ?? ""));

/** The part of the host that a place belongs to; null if it belongs to none that a shim can cover. */
export function groupOf(where: string): string | null {
  let best: readonly [string, string] | null = null;
  for (const each of hostPlaces) {
    if (isWithin(where, each[0]) && each[0].length > (best?.[0].length ?? 0)) best = each;
  }
  return best?.[1] ?? null;
}
