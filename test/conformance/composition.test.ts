import assert from "node:assert/strict";
import * as node from "../../reference/node/index.js";
import * as simulated from "../../reference/simulated/index.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { judgeComposition } from "../../tools/composition/judge.js";
import { compositions, type Base } from "../../tools/composition/subjects.js";

const isOf = (...areas: readonly string[]) => ({ id, variantOf }: Scenario): boolean =>
  variantOf === undefined && areas.some((area) => `${id}.`.replaceAll("/", ".").startsWith(`${area}.`));

// `npm run composition` judges each by the whole standard, on both references.
describe("reactors that are made of others", () => {
  it("pass the whole standard, all that can wrap one around it at once", async () => {
    const all = compositions.find(({ name }) => name === "behind all three");
    assert.ok(all !== undefined);
    const whole = ({ variantOf }: Scenario): boolean => variantOf === undefined;
    const { amiss, passed } = await judgeComposition(simulated as Base, all, whole);
    assert.deepEqual(amiss, []);
    assert.ok(passed > 400);
  });

  for (const composition of compositions) {
    it(`pass alone: ${composition.name}`, async () => {
      const some = isOf("timer.order", "timer.cancel", "connection.lost", "connection.throw", "connect", "listen.close",
        "flow.read", "flow.write", "datagram.send", "datagram.close", "transport.lose", "transport.end");
      const { amiss, scenarios } = await judgeComposition(simulated as Base, composition, some);
      assert.deepEqual(amiss, []);
      assert.ok(scenarios > 20, `${scenarios} scenarios`);
    });

    it(`pass alone, on sockets: ${composition.name}`, async () => {
      const some = isOf("timer.once", "connect", "connection.lost.once", "connection.eof.notified", "datagram.send");
      const { amiss, scenarios } = await judgeComposition(node as Base, composition, some);
      assert.deepEqual(amiss, []);
      assert.ok(scenarios > 10, `${scenarios} scenarios`);
    });
  }
});
