import { MessageChannel } from "node:worker_threads";
import { createReactor } from "../../reference/node/index.js";
import type { MessagePort, Reactor, ThreadWork } from "../../spec/reactor.js";
import { measured, type Contender, type Workload } from "./contender.js";

const CALLS = 102_400;
const WORKS = 5_000;

const work = (name: string): ThreadWork => ({ module: new URL("./thread-functions.js", import.meta.url), name });

/** One thread calls in, as fast as it can. */
export const callsIn: Workload = {
  name: `${CALLS.toLocaleString("en")} calls from a thread`,
  unit: "call",
  open: async () => {
    const { reactor, close } = await running();
    const inMessagesOf = (each: number): Contender["run"] => () => measured(CALLS, () => new Promise((resolve) => {
      const threadPort = reactor.threadPort({ note: counting(CALLS, () => {
        threadPort.close();
        resolve();
      }) });
      const { port } = threadPort;
      void reactor.callInThread(work("callIn"), [port, CALLS, each], { transfer: [port] });
    }));
    return [
      { name: "postMessage, each", run: () => posted(reactor) },
      { name: "callFromThread", run: inMessagesOf(1) },
      { name: "callEachFromThread, 256", run: inMessagesOf(256), close },
    ];
  },
};

/** A function is called in a thread, and the next one when it has returned. */
export const works: Workload = {
  name: `${WORKS.toLocaleString("en")} functions called in a thread, one after the other`,
  unit: "call",
  open: async () => {
    const { reactor, close } = await running();
    const { port1, port2 } = new MessageChannel();
    const echoing = reactor.callInThread(work("echo"), [port2], { transfer: [port2] });
    return [
      {
        name: "postMessage, to and fro",
        run: () => measured(WORKS, async () => {
          for (let i = 0; i < WORKS; i += 1) await answerTo(port1, i);
        }),
        async close() {
          await answerTo(port1, null);
          await echoing;
        },
      },
      {
        name: "callInThread",
        run: () => measured(WORKS, async () => {
          for (let i = 0; i < WORKS; i += 1) await reactor.callInThread(work("identity"), [i]);
        }),
        close,
      },
    ];
  },
};

async function running(): Promise<{ readonly reactor: Reactor; readonly close: () => Promise<void> }> {
  const reactor = createReactor({ threads: 2 });
  const run = reactor.run();
  await reactor.callInThread(work("identity"));
  return {
    reactor,
    close() {
      reactor.stop();
      return run;
    },
  };
}

function posted(reactor: Reactor): ReturnType<typeof measured> {
  const { port1, port2 } = new MessageChannel();
  return measured(CALLS, () => new Promise((resolve) => {
    port1.on("message", counting(CALLS, () => {
      port1.close();
      resolve();
    }));
    void reactor.callInThread(work("post"), [port2, CALLS], { transfer: [port2] });
  }));
}

function answerTo(port: MessagePort, message: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    port.once("message", resolve);
    port.postMessage(message);
  });
}

/** Counts its calls, and does `done` at the last. */
function counting(times: number, done: () => void): () => void {
  let left = times;
  return () => {
    left -= 1;
    if (left === 0) done();
  };
}
