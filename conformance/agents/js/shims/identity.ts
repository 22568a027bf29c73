import { createRequire } from "node:module";
import type Net from "node:net";
import type Timers from "node:timers";
import { promisify } from "node:util";
import type { ShimCode } from "./shim-code.js";
import { performShimStep } from "./steps.js";
import type { ShimStage } from "./shim-stage.js";

const require = createRequire(import.meta.url);
const net = require("node:net") as typeof Net;
const timers = require("node:timers") as typeof Timers;
const originals = { Socket: net.Socket, Server: net.Server };

/** The functions that programs name, by where they are. */
const functions: readonly (readonly [string, object, string])[] = [
  ...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate"].flatMap(
    (name) => [["globalThis", globalThis, name] as const, ["timers", timers, name] as const]),
  ...["connect", "createConnection", "createServer"].map((name) => ["net", net, name] as const),
  ...["connect", "write", "end", "setTimeout"].map((name) =>
    ["net.Socket.prototype", net.Socket.prototype, name] as const),
  ...["listen", "close", "address"].map((name) => ["net.Server.prototype", net.Server.prototype, name] as const),
];

/** Does `act` while the shim is installed. */
export async function underShim(stage: ShimStage, act: () => unknown): Promise<void> {
  await performShimStep(stage, { step: "install", shim: "shim" });
  try {
    await act();
  } finally {
    await performShimStep(stage, { step: "uninstall", shim: "shim" });
  }
}

export function mark({ recorder }: ShimStage, name: string): void {
  recorder.record({ ev: "mark", name });
}

function shapes(): readonly string[] {
  return functions.map(([where, owner, name]) => {
    const each = (owner as Readonly<Record<string, unknown>>)[name];
    const shape = typeof each === "function" ? `${each.name} of ${each.length}` : "none";
    return `${where}.${name} is ${shape}`;
  });
}

export const functionIdentity: ShimCode = async (stage) => {
  const before = shapes();
  await underShim(stage, () => {
    const other = shapes().filter((each, index) => each !== before[index]);
    mark(stage, `names and lengths: ${other.length === 0 ? "the host's" : other.join(", ")}`);
  });
};

export const promiseIdentity: ShimCode = async (stage) => {
  const fulfilled = async (name: string, promise: Promise<unknown>): Promise<void> => {
    const value = await promise;
    mark(stage, `promisified ${name}: fulfilled with ${value === "value" ? "the value" : String(value)}`);
  };
  await underShim(stage, async () => {
    await fulfilled("setTimeout", promisify(globalThis.setTimeout)(1, "value"));
    await fulfilled("setImmediate", promisify(globalThis.setImmediate)("value"));
  });
};

export const instanceIdentity: ShimCode = async (stage) => {
  await underShim(stage, async () => {
    const server = net.createServer();
    const accepted = new Promise<Net.Socket>((resolve) => void server.on("connection", resolve));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const client = net.connect((server.address() as Net.AddressInfo).port, "127.0.0.1");
    const sockets = [client, await accepted];
    const isSocket = sockets.every((each) => each instanceof originals.Socket && each instanceof net.Socket);
    mark(stage, `socket: ${isSocket ? "an instance of net.Socket" : "another"}`);
    const isServer = server instanceof originals.Server && server instanceof net.Server;
    mark(stage, `server: ${isServer ? "an instance of net.Server" : "another"}`);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => void server.close(resolve));
  });
};
