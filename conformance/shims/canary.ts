import net from "node:net";
import type { AddressInfo } from "node:net";
import threads from "node:worker_threads";
import type { Reactor, TcpAddress, Transport } from "../../spec/reactor.js";

/** Something of another party that is about to run: if it does so within a call, that call is a switch. */
export interface Canary {
  /** The queue that it sits in. */
  readonly name: string;
  /** Makes ready what takes turns, so that `arm` needs none. */
  prepare(): ReadyCanary | PromiseLike<ReadyCanary>;
}

/** A canary that can be armed. */
export interface ReadyCanary {
  /** Puts it at the head of its queue, where `ran` is called by whoever works the queue off. Calls nothing itself. */
  arm(ran: () => void): void;
  /** Takes away what is left of it. */
  clear?(): void | PromiseLike<void>;
}

/** A canary that needs no preparation. */
function simple(name: string, arm: (ran: () => void) => void): Canary {
  return { name, prepare: () => ({ arm }) };
}

/**
 * One canary for each queue of the host: they use what the program would use at the time, replaced or not. That of
 * sockets has its data in the platform already when it is armed.
 */
export const hostCanaries: readonly Canary[] = [
  simple("nextTick", (ran) => process.nextTick(ran)),
  simple("promise", (ran) => void Promise.resolve().then(ran)),
  simple("queueMicrotask", (ran) => globalThis.queueMicrotask(ran)),
  simple("setImmediate", (ran) => void globalThis.setImmediate(ran)),
  simple("setTimeout", (ran) => void globalThis.setTimeout(ran, 0)),
  {
    name: "message port",
    prepare() {
      const { port1, port2 } = new threads.MessageChannel();
      return {
        arm(ran) {
          port1.once("message", ran);
          port2.postMessage(null);
        },
        clear: () => port1.close(),
      };
    },
  },
  { name: "socket", prepare: () => readableSocket() },
];

/** A socket of the host with a byte that waits to be read, and whose reading is stopped. */
async function readableSocket(): Promise<ReadyCanary> {
  const accepted: net.Socket[] = [];
  const server = net.createServer((socket) => void accepted.push(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => void server.once("listening", resolve).listen(0, "127.0.0.1"));
  const { port } = server.address() as AddressInfo;
  let ran = (): void => {};
  const [held, heldPeer] = await pairOf(server, accepted, port, () => ran());
  let sentinelRead = (): void => {};
  const [sentinel, sentinelPeer] = await pairOf(server, accepted, port, () => sentinelRead());
  held.pause();
  heldPeer.write("x");
  await new Promise<void>((resolve) => {
    sentinelRead = resolve;
    sentinelPeer.write("x");
  });
  return {
    arm(told) {
      ran = told;
      held.resume();
    },
    clear() {
      for (const socket of [held, heldPeer, sentinel, sentinelPeer]) socket.destroy();
      server.close();
    },
  };
}

/** Reads into a buffer of its own, so that to stop is to stop: nothing is read ahead. */
function pairOf(
  server: net.Server, accepted: net.Socket[], port: number, read: () => void,
): Promise<readonly [net.Socket, net.Socket]> {
  const onread = {
    buffer: new Uint8Array(16),
    callback(): boolean {
      read();
      return true;
    },
  };
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: "127.0.0.1", port, onread });
    let peer: net.Socket | undefined;
    let connected = false;
    const both = (): void => {
      if (connected && peer !== undefined) resolve([socket, peer]);
    };
    server.once("connection", () => {
      peer = accepted.at(-1);
      both();
    });
    socket.on("error", reject).once("connect", () => {
      connected = true;
      both();
    });
  });
}

const HOME: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 0 };

/** A canary for each queue of a running reactor: a timed call that is due, and a connection with data that waits. */
export function reactorCanaries(reactor: Reactor): readonly Canary[] {
  return [
    simple("callLater", (ran) => void reactor.callLater(0, ran)),
    { name: "dataReceived", prepare: () => readableConnection(reactor) },
  ];
}

async function readableConnection(reactor: Reactor): Promise<ReadyCanary> {
  let ran = (): void => {};
  let sentinelRead = (): void => {};
  const received = [() => ran(), () => sentinelRead()];
  const servers: Transport[] = [];
  let made = (): void => {};
  const listener = await reactor.listen(HOME, () => {
    const told = received[servers.length];
    return {
      connectionMade(transport) {
        servers.push(transport);
        made();
      },
      dataReceived: () => told?.(),
    };
  });
  const clients: Transport[] = [];
  for (const count of [1, 2]) {
    const isMade = new Promise<void>((resolve) => {
      made = () => servers.length === count && resolve();
    });
    clients.push(await reactor.connect(listener.address, () => ({})));
    await isMade;
  }
  const [held] = servers;
  held?.pauseReading();
  await new Promise<void>((resolve) => {
    sentinelRead = resolve;
    for (const client of clients) client.write(Uint8Array.of(1));
  });
  return {
    arm(told) {
      ran = told;
      held?.resumeReading();
    },
    async clear() {
      for (const client of clients) client.abortConnection();
      await listener.close();
    },
  };
}
