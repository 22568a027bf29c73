import assert from "node:assert/strict";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { adapters } from "../../../reference/adapters/index.js";
import { duplex } from "../../../reference/adapters/duplex.js";
import type { Address, Reactor, Transport } from "../../../spec/reactor.js";
import { during, HOME, makers } from "./both.js";

const { iterate, open } = adapters;

/** A server of the style that echoes, and a client of Node's streams. */
async function echoing(reactor: Reactor, use: (client: Duplex, address: Address) => Promise<void>): Promise<void> {
  await during(reactor, async () => {
    const listener = await reactor.listen(HOME, iterate(reactor, async (connection) => {
      for await (const chunk of connection) await connection.write(chunk);
    }));
    await use(await open(reactor, listener.address, duplex), listener.address);
  });
}

describe("connections as Node's streams", () => {
  for (const { name, make } of makers) {
    it(`serve a library that takes nothing else, on ${name}`, async () => {
      await echoing(make(), async (client) => {
        client.end("one\ntwo\nthree\n");
        const lines: string[] = [];
        for await (const line of createInterface({ input: client })) lines.push(line);
        assert.deepEqual(lines, ["one", "two", "three"]);
      });
    });

    it(`close once both directions have ended, on ${name}`, async () => {
      await echoing(make(), async (client) => {
        client.end("x");
        client.resume();
        await once(client, "close");
      });
    });

    it(`close when a loop is left, on ${name}`, async () => {
      await echoing(make(), async (client) => {
        client.write("x");
        for await (const _ of client) break;
        assert.equal(client.destroyed, true);
      });
    });

    it(`fail with the reason when the connection is lost, on ${name}`, async () => {
      const reactor = make();
      await during(reactor, async () => {
        const rude = { connectionMade: (transport: Transport) => transport.abortConnection() };
        const listener = await reactor.listen(HOME, () => rude);
        const client = await open(reactor, listener.address, duplex);
        client.resume();
        const [error] = await once(client, "error");
        assert.equal(error.reason.kind, "lost");
      });
    });
  }
});
