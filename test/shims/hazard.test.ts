import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { workerReactor } from "../../reference/shims/blocking/worker/worker-reactor.js";
import { asynchronous, carefulAsynchronous } from "../../reference/shims/hazard/async.js";
import { blockingThread } from "../../reference/shims/hazard/blocking-thread.js";
import { callback, carefulCallback } from "../../reference/shims/hazard/callback.js";
import { carefulGenerator, generator } from "../../reference/shims/hazard/generator.js";
import type { Sending, Style } from "../../reference/shims/hazard/meeting.js";
import { nested } from "../../reference/shims/hazard/nested.js";
import { serialTotals, totalOf, totalsOf } from "../../reference/shims/hazard/serializability.js";
import { during } from "../reference/adapters/both.js";

/** Both at once: the network decides whose byte comes first. */
const atOnce: readonly Sending[] = [{ byte: 10, after: 0 }, { byte: 100, after: 0 }];
const first: readonly Sending[] = [{ byte: 10, after: 1 }, { byte: 100, after: 5 }];
const last: readonly Sending[] = [{ byte: 10, after: 5 }, { byte: 100, after: 1 }];

const asWritten: readonly Style[] = [callback, generator, asynchronous];
const careful: readonly Style[] = [carefulCallback, carefulGenerator, carefulAsynchronous];

describe("the post's foo(conn), for a connection that sends 10 and one that sends 100", () => {
  it("leaves 112 where one call follows the other, in either order", () => {
    assert.deepEqual([...serialTotals([10, 100])], [112]);
  });

  it("leaves 112 in a thread that blocks: the control", async () => {
    for (const sendings of [first, last]) assert.equal(await totalOf(blockingThread, 1, sendings), 112);
  });

  it("leaves 11 on sockets that switch behind its back, in the same text", async () => {
    for (const sendings of [first, last]) assert.equal(await totalOf(nested, 1, sendings), 11);
    assert.equal(nested.switches, "hidden");
  });

  it("leaves 11 over real sockets, which a worker serves while the thread is on the stack of foo(conn)", async () => {
    const { reactor, turns } = workerReactor();
    await during(reactor, async () => assert.equal(await nested.total({ reactor, turns, sendings: last }), 11));
  });

  for (const style of asWritten) {
    it(`leaves what the last one makes of it as a ${style.name}, where a visible switch is overlooked`, async () => {
      assert.equal(await totalOf(style, 1, first), 101);
      assert.equal(await totalOf(style, 1, last), 11);
    });
  }

  for (const style of careful) {
    it(`leaves 112 as a ${style.name}: no switch between reading x and writing it`, async () => {
      for (const sendings of [first, last]) assert.equal(await totalOf(style, 1, sendings), 112);
    });
  }
});

describe("the command hazard", () => {
  const hazard = fileURLToPath(new URL("../../tools/hazard.js", import.meta.url));

  it("shows the totals of each style, and which of them no order of whole calls leaves", () => {
    const { stdout, status } = spawnSync(process.execPath, [hazard, "2"], { encoding: "utf8" });
    const [title, ...rows] = stdout.trimEnd().split("\n");
    assert.equal(title, "one call after the other, in any order, leaves 112; 2 seeds");
    assert.deepEqual(rows.slice(0, 2).map((row) => row.trim().replaceAll(/ {2,}/g, " ")),
      ["blocking thread none serial 112 (2 times)", "nested hidden corrupted 11 (2 times)"]);
    assert.deepEqual(rows.map((row) => /serial|corrupted/.exec(row)?.[0]), [
      "serial", "corrupted", "corrupted", "corrupted", "corrupted", "serial", "serial", "serial",
    ]);
    assert.equal(status, 0);
  });

  it("refuses a number of seeds that is none", () => {
    const { stderr, status } = spawnSync(process.execPath, [hazard, "few"], { encoding: "utf8" });
    assert.deepEqual([stderr, status], ["hazard: the number of seeds is not a positive integer: few\n", 2]);
  });
});

describe("the serializability of foo(conn), over 300 seeds", () => {
  const serial = serialTotals([10, 100]);

  for (const style of careful) {
    it(`holds as a ${style.name}`, async () => {
      const totals = await totalsOf(style, 300, atOnce);
      assert.deepEqual([...totals.keys()].filter((total) => !serial.has(total)), []);
    });
  }

  for (const style of asWritten) {
    it(`does not hold as a ${style.name} with a switch in its middle, and each order shows`, async () => {
      const totals = await totalsOf(style, 300, atOnce);
      assert.deepEqual([...totals.keys()].toSorted(), [101, 11]);
    });
  }

  it("never holds on sockets that nest a loop", async () => {
    assert.deepEqual([...await totalsOf(nested, 300, atOnce)], [[11, 300]]);
  });
});
