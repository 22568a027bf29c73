import type { Listener, Protocol, Reactor, TimedCall, Transport } from "../../../spec/reactor.js";
import { collectUntil } from "./garbage.js";
import type { Stage } from "./stage.js";
import type { SubjectModule } from "./subject.js";

const HOUR = 3_600_000;
const MiB = 1 << 20;
const CHUNKS = 8;

type Mark = (name: string) => void;

/** Runs the reactor for as long as `body` lasts. */
async function running(
  { reactor, recorder }: Stage, body: (reactor: Reactor, mark: Mark) => Promise<void>,
): Promise<void> {
  const mark: Mark = (name) => recorder.record({ ev: "mark", name });
  const run = reactor.run();
  await body(reactor, mark);
  mark("done");
  reactor.stop();
  await run;
}

async function tell(what: string, ref: WeakRef<object>, reactor: Reactor, mark: Mark): Promise<void> {
  const gone = await collectUntil(reactor, () => ref.deref() === undefined);
  mark(`${what}: ${gone ? "collected" : "still there"}`);
}

/** Plays `resource.timed-call.released`. */
export async function timedCallReleased(_subject: SubjectModule, stage: Stage): Promise<void> {
  await running(stage, async (reactor, mark) => {
    const called = scheduled(reactor, 0);
    const cancelled = scheduled(reactor, HOUR);
    cancelled.handle.cancel();
    await new Promise<void>((resolve) => reactor.callLater(1, resolve));
    await tell("called", called.callback, reactor, mark);
    await tell("cancelled", cancelled.callback, reactor, mark);
    // The handles are kept up to here.
    if (called.handle.active || cancelled.handle.active) mark("active");
  });
}

interface Scheduled {
  readonly handle: TimedCall;
  readonly callback: WeakRef<() => void>;
}

function scheduled(reactor: Reactor, delay: number): Scheduled {
  const callback = (): void => undefined;
  return { handle: reactor.callLater(delay, callback), callback: new WeakRef(callback) };
}

/** Plays `resource.connection.released`: the server closes, and the client is looked at. */
export async function connectionReleased(_subject: SubjectModule, stage: Stage): Promise<void> {
  await running(stage, async (reactor, mark) => {
    const listener = await listen(reactor, () => ({ connectionMade: (transport) => transport.loseConnection() }));
    const { protocol, transport } = await lostConnection(reactor, listener);
    await tell("protocol", protocol, reactor, mark);
    await tell("transport", transport, reactor, mark);
  });
}

/** Makes a connection, waits until it is lost, and keeps nothing of it. */
async function lostConnection(reactor: Reactor, { address }: Listener): Promise<Forgotten> {
  return new Promise((resolve) => {
    void reactor.connect(address, () => {
      let transport: WeakRef<Transport> | null = null;
      const protocol: Protocol = {
        connectionMade: (made) => {
          transport = new WeakRef(made);
        },
        connectionLost: () => {
          if (transport !== null) resolve({ protocol: ref, transport });
        },
      };
      const ref = new WeakRef(protocol);
      return protocol;
    });
  });
}

interface Forgotten {
  readonly protocol: WeakRef<Protocol>;
  readonly transport: WeakRef<Transport>;
}

/** Plays `resource.connection.kept`: the client is referred to by nobody, and answers all the same. */
export async function connectionKept(_subject: SubjectModule, stage: Stage): Promise<void> {
  await running(stage, async (reactor, mark) => {
    const server = await idleConnection(reactor, mark);
    await collectUntil(reactor, () => false);
    await new Promise<void>((resolve) => {
      server.answered = resolve;
      server.transport?.write(new Uint8Array([1]));
    });
  });
}

interface Server {
  transport: Transport | null;
  answered: () => void;
}

/** A connection of which only the server's side is kept. */
async function idleConnection(reactor: Reactor, mark: Mark): Promise<Server> {
  const server: Server = { transport: null, answered: () => undefined };
  const listener = await listen(reactor, () => ({
    connectionMade(transport) {
      server.transport = transport;
      transport.write(new Uint8Array([0]));
    },
    dataReceived() {
      mark("answered");
      server.answered();
    },
  }));
  await new Promise<void>((resolve) => {
    void reactor.connect(listener.address, () => answering(resolve));
  });
  return server;
}

/** A protocol that is there once it has received a byte, and answers the next. */
function answering(ready: () => void): Protocol {
  let transport: Transport | null = null;
  return {
    connectionMade(made) {
      transport = made;
    },
    dataReceived(data) {
      if (data[0] === 0) ready();
      else transport?.write(data);
    },
  };
}

/** Plays `resource.write.released`. */
export async function writeReleased(_subject: SubjectModule, stage: Stage): Promise<void> {
  await running(stage, async (reactor, mark) => {
    const listener = await listen(reactor, () => ({}));
    await collectUntil(reactor, () => true);
    const before = process.memoryUsage().arrayBuffers;
    const transport = await abortedConnection(reactor, listener);
    const gone = await collectUntil(reactor, () => process.memoryUsage().arrayBuffers < before + (CHUNKS * MiB) / 2);
    mark(`output: ${gone ? "collected" : "still there"}`);
    // The transport is kept up to here.
    if (transport.pendingBytes > 0) mark("pending");
  });
}

async function abortedConnection(reactor: Reactor, { address }: Listener): Promise<Transport> {
  return new Promise((resolve) => {
    let made: Transport | null = null;
    void reactor.connect(address, () => ({
      connectionMade(transport) {
        made = transport;
        for (let chunk = 0; chunk < CHUNKS; chunk++) transport.write(new Uint8Array(MiB));
        transport.abortConnection();
      },
      connectionLost() {
        if (made !== null) resolve(made);
      },
    }));
  });
}

function listen(reactor: Reactor, protocol: () => Protocol): Promise<Listener> {
  return reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, protocol);
}
