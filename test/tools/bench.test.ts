import assert from "node:assert/strict";
import { compare } from "../../tools/bench/compare.js";
import type { Contender } from "../../tools/bench/contender.js";

describe("the benchmark", () => {
  it("compares each round with the yardstick's of that round, and leaves the first out", async () => {
    const asked: string[] = [];
    const contender = (name: string, costs: readonly number[]): Contender => {
      let round = 0;
      return {
        name,
        run: () => Promise.resolve({ operations: 10, cpuUs: 10 * (costs[round++] ?? 0) }),
        close: () => Promise.resolve(void asked.push(`${name} closed`)),
      };
    };
    const rows = await compare({
      name: "work", unit: "piece",
      open: () => Promise.resolve([contender("a", [99, 1, 2, 4]), contender("b", [1, 3, 4, 4])]),
    }, 3);
    assert.deepEqual(rows, [
      { name: "a", cpuUs: 2, ratio: { median: 1, least: 1, most: 1 } },
      { name: "b", cpuUs: 4, ratio: { median: 2, least: 1, most: 3 } },
    ]);
    assert.deepEqual(asked, ["a closed", "b closed"]);
  });
});
