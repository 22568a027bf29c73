import assert from "node:assert/strict";
import fc from "fast-check";
import { adapters } from "../../../reference/adapters/index.js";
import { createReactor } from "../../../reference/simulated/index.js";
import { during, HOME, latin1, makers, textOf } from "./both.js";

const { iterate, open } = adapters;

describe("iterated connections", () => {
  it("give exactly what was sent, however it was cut, and wherever the consumer pauses", async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 20 });
    await fc.assert(fc.asyncProperty(pieces, fc.nat(), fc.nat({ max: 7 }), async (sent, seed, pauses) => {
      const reactor = createReactor({ seed });
      await during(reactor, async () => {
        const listener = await reactor.listen(HOME, iterate(reactor, async (connection) => {
          for (const piece of sent) await connection.write(piece);
        }));
        const connection = await open(reactor, listener.address, iterate);
        const received: Uint8Array[] = [];
        for await (const chunk of connection) {
          received.push(chunk);
          for (let i = 0; i < pauses; i++) await new Promise<void>((resolve) => void reactor.callLater(1, resolve));
        }
        assert.deepEqual(Buffer.concat(received), Buffer.concat(sent));
        connection.end();
        assert.equal((await connection.closed).kind, "done");
      });
    }), { numRuns: 60 });
  });

  for (const { name, make } of makers) {
    it(`close when a loop is left, on ${name}`, async () => {
      const reactor = make();
      await during(reactor, async () => {
        const told: string[] = [];
        const listener = await reactor.listen(HOME, iterate(reactor, async (connection) => {
          await connection.write(latin1("first"));
          for await (const chunk of connection) told.push(textOf([chunk]));
          told.push("the end");
        }));
        const connection = await open(reactor, listener.address, iterate);
        for await (const chunk of connection) {
          void connection.write(chunk);
          break;
        }
        await connection.closed;
        // The server's loop ends in a later turn than the client's.
        while (told.at(-1) !== "the end") await new Promise<void>((resolve) => void reactor.callLater(1, resolve));
        assert.equal(told.join(" "), "first the end");
      });
    });
  }
});
