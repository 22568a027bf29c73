import { createRequire } from "node:module";
import type Dgram from "node:dgram";
import type Dns from "node:dns";
import type Net from "node:net";

const require = createRequire(import.meta.url);
const dgram = require("node:dgram") as typeof Dgram;
const dns = require("node:dns") as typeof Dns;
const net = require("node:net") as typeof Net;

/** The functions of the host that programs use, as they are when they are taken. */
export interface HostFunctions {
  readonly setTimeout: typeof setTimeout;
  readonly clearTimeout: typeof clearTimeout;
  readonly setInterval: typeof setInterval;
  readonly clearInterval: typeof clearInterval;
  readonly setImmediate: typeof setImmediate;
  readonly date: () => number;
  readonly now: () => number;
  readonly random: () => number;
  readonly createServer: typeof Net.createServer;
  readonly connect: typeof Net.connect;
  readonly createSocket: typeof Dgram.createSocket;
  readonly lookup: typeof Dns.lookup;
}

/** Takes them: what a module that is loaded now would refer to from now on. */
export function hostFunctions(): HostFunctions {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, Date, Math, performance } = globalThis;
  return {
    setTimeout, clearTimeout, setInterval, clearInterval, setImmediate,
    date: Date.now, now: performance.now.bind(performance), random: Math.random,
    createServer: net.createServer, connect: net.connect, createSocket: dgram.createSocket, lookup: dns.lookup,
  };
}
