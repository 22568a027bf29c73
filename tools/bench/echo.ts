import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { Contender, Workload } from "./contender.js";

const SERVER = fileURLToPath(new URL("echo-server.js", import.meta.url));

/** How a client loads a server: connections at a time, and how often each sends and waits for its echo. */
interface Load {
  readonly connections: number;
  readonly pings: number;
  readonly bytes: number;
}

/** Clients that each send, wait for the echo, and send again. */
export const pings: Workload = {
  name: "echo, 64 bytes, 50 connections that stay open",
  unit: "ping",
  open: () => contenders({ connections: 50, pings: 400, bytes: 64 }, 1),
};

/** Clients that connect, send once, wait for the echo, and close. */
export const churn: Workload = {
  name: "connect, echo 64 bytes, close; 20 at a time",
  unit: "connection",
  open: () => contenders({ connections: 20, pings: 1, bytes: 64 }, 100),
};

/** Clients whose messages are large. */
export const bulk: Workload = {
  name: "echo, 64 KiB, 4 connections that stay open",
  unit: "ping",
  open: () => contenders({ connections: 4, pings: 300, bytes: 64 * 1024 }, 1),
};

/** The same, with the reactor itself and under observation. */
export const monitored: Workload = {
  name: "echo, 64 bytes, 50 connections that stay open; the reactor itself, and under the monitor",
  unit: "ping",
  open: async () => {
    const load = { connections: 50, pings: 1500, bytes: 64 };
    return [
      await contender("the reference on Node", "reference", load, 1),
      await contender("monitored", "monitored", load, 1),
    ];
  },
};

async function contenders(load: Load, repeats: number): Promise<readonly [Contender, Contender]> {
  return [
    await contender("node:net", "net", load, repeats),
    await contender("the reference on Node", "reference", load, repeats),
  ];
}

async function contender(name: string, how: string, load: Load, repeats: number): Promise<Contender> {
  const server = fork(SERVER, [how]);
  const [{ port }] = await once(server, "message") as [{ readonly port: number }];
  return {
    name,
    async run() {
      const before = await cpuOf(server);
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        await Promise.all(Array.from({ length: load.connections }, () => client(port, load)));
      }
      const operations = load.connections * load.pings * repeats;
      return { operations, cpuUs: await cpuOf(server) - before };
    },
    async close() {
      server.kill();
      await once(server, "exit");
    },
  };
}

async function cpuOf(server: ChildProcess): Promise<number> {
  server.send("cpu");
  const [{ cpuUs }] = await once(server, "message") as [{ readonly cpuUs: number }];
  return cpuUs;
}

/** One client, until it is closed. */
async function client(port: number, load: Load): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const message = new Uint8Array(load.bytes);
  const closed = once(socket, "close");
  socket.once("connect", () => pingPong(socket, message, load.pings));
  await closed;
}

function pingPong(socket: Socket, message: Uint8Array, times: number): void {
  let left = times;
  let missing = message.length;
  socket.on("data", ({ length }) => {
    missing -= length;
    if (missing > 0) return;
    missing = message.length;
    left -= 1;
    if (left > 0) socket.write(message);
    else socket.end();
  });
  socket.write(message);
}
