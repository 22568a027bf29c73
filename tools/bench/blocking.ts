import { microthread } from "../../reference/adapters/microthread.js";
import { asyncSocket } from "../../reference/shims/blocking/async-socket.js";
import { generatorSocket, type Microthread } from "../../reference/shims/blocking/generator-socket.js";
import { NestedLoop, type Turns } from "../../reference/shims/blocking/nested-loop.js";
import { nestedSocket } from "../../reference/shims/blocking/nested-socket.js";
import { workerReactor } from "../../reference/shims/blocking/worker/worker-reactor.js";
import * as node from "../../reference/node/index.js";
import * as simulated from "../../reference/simulated/index.js";
import type { Address, Reactor, Transport } from "../../spec/reactor.js";
import { measured, type Contender, type Workload } from "./contender.js";

const BYTE = Uint8Array.of(1);

/** Over sockets of the host. To wait on the stack takes a worker, and each byte a way there and back. */
export const blockingOnNode: Workload = {
  name: "2,000 bytes to and fro, one after the other, over TCP",
  unit: "byte",
  open: async () => {
    const { reactor, turns } = workerReactor();
    return [
      ...await visible(node.createReactor(), 2000),
      await nested("on the stack, over a worker", reactor, turns, 2000),
    ];
  },
};

/** The same in a simulated network: what the styles themselves cost. */
export const blockingSimulated: Workload = {
  name: "10,000 bytes to and fro, one after the other, on the simulated reactor",
  unit: "byte",
  open: async () => {
    const reactor = simulated.createReactor();
    return [
      ...await visible(simulated.createReactor(), 10_000),
      await nested("on the stack, nested", reactor, simulated.simulate(reactor), 10_000),
    ];
  },
};

/** The styles that leave the stack while they wait, all on one reactor; the last closes it. */
async function visible(reactor: Reactor, count: number): Promise<[Contender, ...Contender[]]> {
  const { address, close } = await echoing(reactor);
  return [
    { name: "callbacks", run: () => measured(count, () => byCallbacks(reactor, address, count)) },
    { name: "microthread", run: () => measured(count, () => byMicrothread(reactor, address, count)) },
    { name: "async function", run: () => measured(count, () => byAsyncFunction(reactor, address, count)), close },
  ];
}

async function nested(name: string, reactor: Reactor, turns: Turns, count: number): Promise<Contender> {
  const { address, close } = await echoing(reactor);
  const loop = new NestedLoop(reactor, turns);
  const run = (): void => loop.run(() => {
    const socket = nestedSocket(loop);
    socket.connect(address);
    for (let left = count; left > 0; left -= 1) {
      socket.sendall(BYTE);
      socket.recv(1);
    }
    socket.close();
  });
  return { name, run: () => measured(count, () => Promise.resolve(run())), close };
}

/** A running reactor that sends back what it gets. */
async function echoing(reactor: Reactor): Promise<{ readonly address: Address; close(): Promise<void> }> {
  const running = reactor.run();
  const { address } = await reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, () => {
    let transport: Transport | null = null;
    return {
      connectionMade: (made) => void (transport = made),
      dataReceived: (data) => transport?.write(data),
    };
  });
  return {
    address,
    close() {
      reactor.stop();
      return running;
    },
  };
}

function byCallbacks(reactor: Reactor, address: Address, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count;
    let transport: Transport | null = null;
    const next = (): void => {
      if (left === 0) transport?.loseConnection();
      else transport?.write(BYTE);
      left -= 1;
    };
    reactor.connect(address, () => ({
      connectionMade(made) {
        transport = made;
        next();
      },
      dataReceived: next,
      connectionLost: () => resolve(),
    })).catch(reject);
  });
}

function byMicrothread(reactor: Reactor, address: Address, count: number): Promise<void> {
  return microthread(function* (): Microthread<void> {
    const socket = generatorSocket(reactor);
    yield* socket.connect(address);
    for (let left = count; left > 0; left -= 1) {
      yield* socket.sendall(BYTE);
      yield* socket.recv(1);
    }
    socket.close();
  });
}

async function byAsyncFunction(reactor: Reactor, address: Address, count: number): Promise<void> {
  const socket = asyncSocket(reactor);
  await socket.connect(address);
  for (let left = count; left > 0; left -= 1) {
    await socket.sendall(BYTE);
    await socket.recv(1);
  }
  socket.close();
}
