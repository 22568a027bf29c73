import type { HostGroup } from "./reactor.js";

/** The parts of a host's interface that a shim can cover, in the order in which they are listed everywhere. */
export const hostGroups = [
  "streams", "datagrams", "names", "timers", "clock", "randomness",
] as const satisfies readonly HostGroup[];

/**
 * Which part of Node's interface belongs to which group, by how the path of a property begins: the longest that fits
 * decides. What begins with none of them belongs to no group.
 */
export const hostPlaces: readonly (readonly [place: string, group: HostGroup])[] = [
  ["timers", "timers"], ["timers/promises", "timers"], ["globalThis.setTimeout", "timers"],
  ["globalThis.setInterval", "timers"], ["globalThis.setImmediate", "timers"], ["globalThis.clearTimeout", "timers"],
  ["globalThis.clearInterval", "timers"], ["globalThis.clearImmediate", "timers"],
  ["globalThis.AbortSignal.timeout", "timers"], ["net.Socket.prototype.setTimeout", "timers"],
  ["net", "streams"], ["tls", "streams"], ["http", "streams"], ["https", "streams"],
  ["dgram", "datagrams"], ["dns", "names"], ["dns/promises", "names"],
  ["globalThis.Date", "clock"], ["globalThis.performance", "clock"], ["globalThis.Performance", "clock"],
  ["perf_hooks", "clock"],
  ["globalThis.process.hrtime", "clock"], ["globalThis.process.uptime", "clock"],
  ["globalThis.Math.random", "randomness"], ["globalThis.crypto", "randomness"], ["crypto", "randomness"],
];
