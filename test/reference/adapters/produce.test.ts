import assert from "node:assert/strict";
import { adapters } from "../../../reference/adapters/index.js";
import { during, HOME, makers } from "./both.js";

const { iterate, open, produce } = adapters;

const CHUNK = 64 * 1024;
const CHUNKS = 400;

describe("producing", () => {
  for (const { name, make } of makers) {
    it(`takes no more from its source than the peer has room for, on ${name}`, async () => {
      const reactor = make();
      await during(reactor, async () => {
        let produced = 0;
        let read = 0;
        let furthest = 0;
        function* source(): Generator<Uint8Array> {
          for (let i = 0; i < CHUNKS; i++) {
            produced += CHUNK;
            furthest = Math.max(furthest, produced - read);
            yield new Uint8Array(CHUNK);
          }
        }
        const listener = await reactor.listen(HOME, iterate(reactor, (connection) => produce(connection, source())));
        const connection = await open(reactor, listener.address, iterate);
        for await (const chunk of connection) {
          read += chunk.length;
          await new Promise<void>((resolve) => void reactor.callLater(0, resolve));
        }
        await connection.close();
        assert.equal(read, CHUNK * CHUNKS);
        // What two platforms' buffers hold, at most; a source that nobody holds up would be at its end.
        assert.ok(furthest < CHUNK * CHUNKS * 0.75, `the source was ${furthest} bytes ahead`);
      });
    });
  }
});
