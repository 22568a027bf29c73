import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import type { PeerHost } from "./network.js";

// Captured before a subject can replace them.
const host = { connect, setImmediate };

/** More than a listener with a backlog of 1 takes in (Linux: 2), with a margin. */
const FILLERS = 8;

/** An address whose attempts to connect stay pending, for as long as it is not disposed of. */
export interface StalledAddress {
  readonly address: PeerHost;
  /** Accepts from now on; `connected` is told of each connection, but for those that fill the queue. */
  answer(connected: (remote: PeerHost) => void): void;
  dispose(): Promise<void>;
}

/**
 * Fills the queue of a listener that never accepts: the platform then answers no further attempt. So do Linux and
 * macOS.
 * @throws Error if this host answers all the same.
 */
export async function openStalledAddress(): Promise<StalledAddress> {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("./stalled-listener.js", import.meta.url), { execArgv: [], workerData: gate });
  worker.unref();
  const fillers: Socket[] = [];
  const answer = (connected: (remote: PeerHost) => void): void => {
    const filling = new Set(fillers.map((filler) => filler.localPort));
    worker.on("message", (remote: PeerHost) => {
      if (!filling.has(remote.port)) connected(remote);
    });
    for (const filler of fillers) filler.destroy();
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
  };
  const dispose = async (): Promise<void> => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  };
  try {
    const address = { host: "127.0.0.1", port: await portOf(worker) };
    for (let i = 0; i < FILLERS; i++) fillers.push(host.connect(address));
    await full(fillers);
    return { address, answer, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function portOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** Fulfilled once the first is connected and the queue is full: a loopback connects in the order of the attempts. */
function full(fillers: readonly Socket[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let connected = 0;
    const check = (): void => {
      if (connected < fillers.length) resolve();
      else reject(new Error("no stalled address: this host connects whoever listens"));
    };
    for (const filler of fillers) {
      filler.on("error", (error) => reject(new Error(`no stalled address: ${error.message}`)));
      filler.on("connect", () => {
        if (++connected === 1) host.setImmediate(check);
      });
    }
  });
}
