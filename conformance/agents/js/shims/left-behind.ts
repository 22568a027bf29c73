import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import type Net from "node:net";
import { mark, underShim } from "./identity.js";
import type { ShimCode } from "./shim-code.js";

const require = createRequire(import.meta.url);
const net = require("node:net") as typeof Net;
const HOST = "127.0.0.1";
/** A timer that is started under the shim, and how long it is waited for after that. */
const SHORT = 5;
const LONG = 50;

/** A timer that is pending when the shim is taken off. */
export const pendingTimer: ShimCode = async (stage) => {
  let isCalled = false;
  await underShim(stage, () => {
    globalThis.setTimeout(() => {
      isCalled = true;
    }, SHORT);
  });
  await new Promise((resolve) => void globalThis.setTimeout(resolve, LONG));
  mark(stage, `pending when it was taken off: ${isCalled ? "called" : "not called"}`);
};

const context = new AsyncLocalStorage<string>();

/** In which asynchronous context the callbacks of servers and connections are called. */
export const streamContexts: ShimCode = async (stage) => {
  const tell = (what: string): void => mark(stage, `${what}: in the context of ${context.getStore() ?? "nothing"}`);
  await underShim(stage, async () => {
    const server = net.createServer((socket) => socket.end("data"));
    await new Promise<void>((resolve) => void context.run("the server", () => server.listen(0, HOST, () => {
      tell("listening");
      resolve();
    })));
    const { port } = server.address() as Net.AddressInfo;
    await new Promise<void>((resolve) => void context.run("the client", () => {
      const client = net.connect(port, HOST, () => tell("connected"));
      client.once("data", () => tell("data"));
      client.once("close", () => resolve());
    }));
    await new Promise((resolve) => void server.close(resolve));
  });
};
