import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { MessageChannel } from "node:worker_threads";
import { promisify } from "node:util";
import { CoreReactor } from "../../reference/core/reactor.js";
import { createReactor } from "../../reference/node/index.js";
import { createReactor as createSimulated } from "../../reference/simulated/index.js";
import { connect } from "../../reference/threads/worker.js";
import type { Reactor, ReactorError, ThreadWork } from "../../spec/reactor.js";
import { FakeHost } from "./fake-host.js";

const work = (name: string): ThreadWork => ({ module: new URL("./thread-functions.js", import.meta.url), name });

/** Runs the reactor for as long as the body takes. */
async function inRun(reactor: Reactor, body: () => Promise<void>): Promise<void> {
  let outcome: Promise<void> = Promise.resolve();
  reactor.callLater(0, () => {
    outcome = body().finally(() => reactor.stop());
    outcome.catch(() => undefined);
  });
  await reactor.run();
  await outcome;
}

/** What a program prints that ends by itself, and has a reactor. */
async function printedBy(program: string): Promise<string> {
  const node = JSON.stringify(new URL("../../reference/node/index.js", import.meta.url).href);
  const source = `void (async () => {
    const { createReactor } = await import(${node});
    const reactor = createReactor();
    ${program}
  })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", source]);
  return stdout;
}

describe("threads", () => {
  for (const [name, create] of [["Node", createReactor], ["simulated", createSimulated]] as const) {
    it(`${name}: lose and reorder nothing of 4 times 100,000 calls`, async () => {
      const reactor = create();
      const calls = 100_000;
      const counts = [0, 0, 0, 0];
      let strays = 0;
      await inRun(reactor, async () => {
        await Promise.all(counts.map(async (_, thread) => {
          const allCame = new Promise<void>((resolve) => {
            const note = (next: number): void => {
              if (next !== counts[thread]) strays++;
              counts[thread] = next + 1;
              if (next + 1 === calls) resolve();
            };
            const { port } = reactor.threadPort({ note });
            void reactor.callInThread(work("callIn"), [port, calls, thread % 2 === 0 ? 1 : 100], { transfer: [port] });
          });
          await allCame;
        }));
      });
      assert.deepEqual([counts, strays], [[calls, calls, calls, calls], 0]);
    });
  }

  it("leave nothing behind when the run is over", async () => {
    const functions = JSON.stringify(new URL("./thread-functions.js", import.meta.url).href);
    const printed = await printedBy(`
      void [process.stdin, process.stdout, process.stderr]; // What a worker prints goes there.
      const before = process.getActiveResourcesInfo();
      const { port } = reactor.threadPort({ answer: () => 5 });
      reactor.threadPort({});
      reactor.callInThread({ module: ${functions}, name: "ask" }, [port], { transfer: [port] })
        .finally(() => reactor.stop());
      await reactor.run();
      console.log(...process.getActiveResourcesInfo().filter((each) => !before.includes(each)), "end");`);
    assert.equal(printed, "end\n");
  });

  it("do not keep a program alive that does not run its reactor", async () => {
    const printed = await printedBy(`
      reactor.threadPort({});
      reactor.callFromThread(() => {});
      reactor.callInThread({ module: "data:text/javascript,", name: "none" });
      console.log("over");`);
    assert.equal(printed, "over\n");
  });

  it("are as many as was said, which has to be a positive integer", () => {
    for (const threads of [0, -1, 1.5, NaN, Infinity]) assert.throws(() => createReactor({ threads }), RangeError);
    assert.throws(() => createReactor({ threads: "2" as never }), TypeError);
    assert.throws(() => createSimulated({ threads: 0 }), RangeError);
  });

  it("are refused by a reactor that has none", async () => {
    const reactor = new CoreReactor(new FakeHost());
    await assert.rejects(reactor.callInThread(work("ask")), { category: "unsupported" });
    assert.throws(() => reactor.threadPort({}), { category: "unsupported" });
    assert.throws(() => void reactor.callInThread(null as never), TypeError);
  });

  it("are connected to by the port of a ThreadPort alone, and once", async () => {
    assert.throws(() => connect(new MessageChannel().port1), TypeError);
    const reactor = createReactor();
    await inRun(reactor, async () => {
      const { port } = reactor.threadPort({});
      await assert.rejects(reactor.callInThread(work("connectTwice"), [port], { transfer: [port] }), TypeError);
    });
  });

  it("refuse what is no list of lists of arguments", async () => {
    const reactor = createReactor();
    await inRun(reactor, async () => {
      const caller = connect(reactor.threadPort({ f: () => undefined }).port);
      for (const wrong of [5, null, "ab", [1], [[], 1]]) {
        assert.throws(() => caller.callEachFromThread("f", wrong as never), TypeError);
      }
    });
  });

  it("fail the call for which the host starts no thread, and none else", async () => {
    const host = new FakeHost();
    const failing = { start: () => { throw new Error("no thread"); }, copy: <T>(value: T): T => value };
    const reactor = new CoreReactor(Object.assign(host, { threads: failing as never }));
    void reactor.run();
    host.runTasks();
    const calls = [reactor.callInThread(work("ask")), reactor.callInThread(work("ask"))];
    for (const call of calls) await assert.rejects(call, { category: "aborted", cause: new Error("no thread") });
  });

  it("tell what was thrown, whatever it is", async () => {
    const reactor = createReactor();
    await inRun(reactor, async () => {
      const thrown = (value: unknown): Promise<unknown> => reactor.callInThread(work("throwValue"), [value])
        .then(() => "nothing", (error: unknown) => error);
      assert.equal(await thrown("a text"), "a text");
      assert.deepEqual(await thrown({ code: 5 }), { code: 5 });
      assert.equal(await thrown(undefined), undefined);
      await assert.rejects(reactor.callInThread(work("throwFunction")), { name: "Error", message: "() => undefined" });
    });
  });

  it("report to the error hook what is thrown behind a function's return", async () => {
    const reactor = createReactor({ threads: 1 });
    const reported = new Promise((resolve) => reactor.setErrorHook(resolve));
    await inRun(reactor, async () => {
      await reactor.callInThread(work("throwLater"), ["too late"]);
      assert.equal((await reported as Error).message, "too late");
      assert.equal(await reactor.callInThread(work("compute"), [1]), 0);
    });
  });

  it("refuse a port that is opened while the run closes", async () => {
    const reactor = createReactor();
    let late: unknown;
    await inRun(reactor, async () => {
      const listener = await reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, () => ({
        connectionLost() {
          const caller = connect(reactor.threadPort({ f: () => undefined }).port);
          try {
            caller.callFromThread("f");
          } catch (error) {
            late = error;
          }
        },
      }));
      await reactor.connect(listener.address, () => ({}));
      await new Promise((resolve) => void reactor.callLater(5, () => resolve(undefined)));
    });
    assert.equal((late as ReactorError).category, "stopped");
  });

  it("take no time of a simulated world, unless they wait for it", async () => {
    const reactor = createSimulated();
    await inRun(reactor, async () => {
      const began = reactor.now();
      await reactor.callInThread(work("compute"), [1_000_000]);
      assert.ok(reactor.now() - began < 1, `${reactor.now() - began} ms passed`);
      const answer = (): Promise<number> => new Promise((resolve) => void reactor.callLater(500, () => resolve(7)));
      const { port } = reactor.threadPort({ answer });
      assert.equal(await reactor.callInThread(work("ask"), [port], { transfer: [port] }), 7);
      assert.ok(reactor.now() - began >= 500, `${reactor.now() - began} ms passed`);
    });
  });
});
