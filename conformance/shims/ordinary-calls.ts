import crypto from "node:crypto";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import type { AddressInfo } from "node:net";
import zlib from "node:zlib";
import type { ProbedCall, ReadyCall } from "./atomicity-probe.js";

const HERE = "127.0.0.1";

/**
 * Calls that programs for Node make everywhere, and that are no switches there: no callback runs before they return,
 * not even their own. A shim that declares no switch points keeps them so.
 */
export const ordinaryCalls: readonly ProbedCall[] = [
  { name: "setTimeout", prepare: () => ({ call: (own) => globalThis.setTimeout(own, 0) }) },
  { name: "setImmediate", prepare: () => ({ call: (own) => globalThis.setImmediate(own) }) },
  { name: "clearTimeout", prepare: () => ({ call: (own) => globalThis.clearTimeout(globalThis.setTimeout(own, 0)) }) },
  { name: "timeout.refresh", prepare: () => ({ call: (own) => globalThis.setTimeout(own, 0).refresh() }) },
  { name: "dns.lookup", prepare: () => ({ call: (own) => dns.lookup(HERE, () => own()) }) },
  { name: "fs.stat", prepare: () => ({ call: (own) => fs.stat(".", () => own()) }) },
  { name: "zlib.deflate", prepare: () => ({ call: (own) => zlib.deflate(new Uint8Array(9), () => own()) }) },
  { name: "crypto.randomBytes", prepare: () => ({ call: (own) => crypto.randomBytes(9, () => own()) }) },
  { name: "server.listen", prepare: () => listening(net.createServer()) },
  { name: "http.listen", prepare: () => listening(http.createServer()) },
  { name: "net.connect", prepare: () => connecting((port, own) => net.connect(port, HERE, own)) },
  { name: "net.connect refused", prepare: () => refused() },
  {
    name: "http.get",
    prepare: () => connecting((port, own) => http.get({ port, host: HERE }).once("socket", own)),
  },
  { name: "socket.write", prepare: () => onSocket((socket, own) => socket.write("x", own)) },
  { name: "socket.end", prepare: () => onSocket((socket, own) => socket.once("close", own).end("x", own)) },
  { name: "socket.destroy", prepare: () => onSocket((socket, own) => socket.once("close", own).destroy()) },
  { name: "socket.pause", prepare: () => onSocket((socket) => socket.pause()) },
  { name: "socket.resume", prepare: () => onSocket((socket, own) => socket.on("data", own).resume()) },
  { name: "server.close", prepare: () => closing() },
  { name: "datagrams.bind", prepare: () => onDatagrams((socket, own) => socket.bind(0, HERE, own)) },
  { name: "datagrams.send", prepare: () => onDatagrams((socket, own) => socket.send("x", 9, HERE, own)) },
];

function listening(server: net.Server): ReadyCall {
  return {
    call: (own) => server.listen(0, HERE, own),
    clear: () => void server.close(),
  };
}

async function serving(accept: (socket: net.Socket) => void): Promise<readonly [net.Server, number]> {
  const server = net.createServer((socket) => accept(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => void server.once("listening", resolve).listen(0, HERE));
  return [server, (server.address() as AddressInfo).port];
}

interface Client {
  on(event: "error", listener: () => void): this;
  destroy(): unknown;
}

async function connecting(connect: (port: number, own: () => void) => Client): Promise<ReadyCall> {
  const accepted: net.Socket[] = [];
  const [server, port] = await serving((socket) => void accepted.push(socket));
  let client: Client | undefined;
  return {
    call(own) {
      client = connect(port, own).on("error", () => undefined);
    },
    clear() {
      for (const each of accepted) each.destroy();
      client?.destroy();
      server.close();
    },
  };
}

async function refused(): Promise<ReadyCall> {
  const [server, port] = await serving(() => undefined);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return { call: (own) => net.connect(port, HERE).on("error", own) };
}

/** A connected socket, whose peer has sent a byte. */
async function onSocket(call: (socket: net.Socket, own: () => void) => unknown): Promise<ReadyCall> {
  const accepted: net.Socket[] = [];
  const [server, port] = await serving((socket) => {
    accepted.push(socket);
    socket.write("x");
  });
  const socket = net.connect(port, HERE).on("error", () => undefined);
  await new Promise<void>((resolve) => void socket.once("readable", resolve));
  return {
    call: (own) => call(socket, own),
    clear() {
      for (const each of [socket, ...accepted]) each.destroy();
      server.close();
    },
  };
}

async function closing(): Promise<ReadyCall> {
  const [server] = await serving(() => undefined);
  return { call: (own) => server.close(own) };
}

function onDatagrams(call: (socket: dgram.Socket, own: () => void) => unknown): ReadyCall {
  const socket = dgram.createSocket("udp4").on("error", () => undefined);
  return { call: (own) => call(socket, own), clear: () => void socket.close() };
}
