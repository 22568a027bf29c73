import assert from "node:assert/strict";
import { adapters } from "../../../reference/adapters/index.js";
import { wait } from "../../../reference/adapters/wait.js";
import { during, HOME, latin1, makers, textOf } from "./both.js";

const { iterate, microthread, open, streams } = adapters;

describe("styles beside each other", () => {
  for (const { name, make } of makers) {
    it(`share one reactor: a protocol, an iterator, streams and a microthread, on ${name}`, async () => {
      const reactor = make();
      await during(reactor, async () => {
        const listener = await reactor.listen(HOME, () => {
          let send: (data: Uint8Array) => void = () => {};
          return {
            connectionMade(transport) {
              send = (data) => transport.write(data);
            },
            dataReceived: (data) => send(data),
          };
        });
        const iterated = await open(reactor, listener.address, iterate);
        const streamed = await open(reactor, listener.address, streams);
        const threaded = microthread(function* () {
          const connection = yield* wait(open(reactor, listener.address, iterate));
          yield* wait(connection.write(latin1("T")));
          const { value } = yield* wait(connection.next());
          yield* wait(connection.close());
          return value;
        });
        await iterated.write(latin1("I"));
        const writer = streamed.writable.getWriter();
        await writer.write(latin1("S"));
        const reader = streamed.readable.getReader();
        const answers = [(await iterated.next()).value, (await reader.read()).value, await threaded];
        assert.deepEqual(answers.map((chunk) => textOf(chunk === undefined ? [] : [chunk])),
          ["I", "S", "T"]);
        await reader.cancel();
        assert.equal((await iterated.close()).kind, "done");
      });
    });
  }
});
