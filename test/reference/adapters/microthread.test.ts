import assert from "node:assert/strict";
import { adapters } from "../../../reference/adapters/index.js";
import { wait } from "../../../reference/adapters/wait.js";
import { createReactor } from "../../../reference/simulated/index.js";
import { during } from "./both.js";

const { microthread } = adapters;

describe("microthreads", () => {
  it("are switched where they yield, and nowhere else: the post's foo(conn)", async () => {
    const reactor = createReactor();
    await during(reactor, async () => {
      const recv = (ms: number): Promise<number> =>
        new Promise((resolve) => void reactor.callLater(ms, () => resolve(1)));
      let x = 0;
      const foo = (ms: number): Promise<number> => microthread(function* () {
        const a = x + 1;
        const b = yield* wait(recv(ms));
        x = a + b;
        return x;
      });
      assert.deepEqual(await Promise.all([foo(2), foo(1)]), [2, 2], "a switch between reading x and writing it");
      x = 0;
      const whole = (ms: number): Promise<number> => microthread(function* () {
        const b = yield* wait(recv(ms));
        x = x + 1 + b;
        return x;
      });
      assert.deepEqual(await Promise.all([whole(2), whole(1)]), [4, 2], "no switch between the two");
    });
  });

  it("leave by way of finally when what they wait for fails", async () => {
    const steps: string[] = [];
    const failed = microthread(function* () {
      try {
        yield* wait(Promise.reject<void>(new Error("no")));
      } finally {
        steps.push("finally");
        yield* wait(Promise.resolve());
        steps.push("after a wait");
      }
    });
    await assert.rejects(failed, /no/);
    assert.deepEqual(steps, ["finally", "after a wait"]);
  });
});
