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
  dispose(): Promise<void>;
}

/**
 * Fills the queue of a listener that never accepts: the platform then answers no further attempt. So do Linux and
 * macOS.
 * @throws Error if this host answers all the same.
 */
export async function openStalledAddress(): Promise<StalledAddress> {
  const worker = new Worker(new URL("./stalled-listener.js", import.meta.url), { execArgv: [] });
  worker.unref();
  const fillers: Socket[] = [];
  const dispose = async (): Promise<void> => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  };
  try {
    const address = { host: "127.0.0.1", port: await portOf(worker) };
    for (let i = 0; i < FILLERS; i++) fillers.push(host.connect(address));
    await full(fillers);
    return { address, dispose };
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
