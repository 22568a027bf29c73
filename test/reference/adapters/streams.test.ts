import assert from "node:assert/strict";
import { adapters } from "../../../reference/adapters/index.js";
import { during, HOME, latin1, makers } from "./both.js";

const { iterate, open, streams } = adapters;

describe("connections as web streams", () => {
  for (const { name, make } of makers) {
    it(`are piped through, each way at the pace of the other, on ${name}`, async () => {
      const reactor = make();
      await during(reactor, async () => {
        const listener = await reactor.listen(HOME, streams(reactor, ({ readable, writable }) =>
          readable.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
            transform: (chunk, controller) => controller.enqueue(chunk.map((byte) => byte + 1)),
          })).pipeTo(writable)));
        const { readable, writable, closed } = await open(reactor, listener.address, streams);
        const sent = new Uint8Array(500_000).fill(7);
        const sending = new Blob([sent]).stream().pipeTo(writable);
        let received = 0;
        for await (const chunk of readable) {
          received += chunk.length;
          assert.ok(chunk.every((byte) => byte === 8));
        }
        await sending;
        assert.equal(received, sent.length);
        assert.equal((await closed).kind, "done");
      });
    });

    it(`abort the connection when a writable is aborted, on ${name}`, async () => {
      const reactor = make();
      await during(reactor, async () => {
        const kinds: Promise<string>[] = [];
        const listener = await reactor.listen(HOME, iterate(reactor, (connection) => {
          kinds.push(connection.closed.then(({ kind }) => kind));
          void connection.write(latin1("hello"));
          void connection.next().then(() => connection.next()).catch(() => {});
        }));
        const { readable, writable, closed } = await open(reactor, listener.address, streams);
        const reader = readable.getReader();
        await reader.read();
        const writer = writable.getWriter();
        writer.closed.catch(() => {});
        await writer.write(latin1("half a"));
        await writer.abort(new Error("changed my mind"));
        assert.equal((await closed).kind, "aborted");
        assert.deepEqual(await Promise.all(kinds), ["lost"]);
        await assert.rejects(writer.write(latin1("more")));
        await assert.rejects(reader.read(), { name: "ConnectionClosedError", reason: { kind: "aborted" } });
      });
    });
  }
});
