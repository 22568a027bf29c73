import assert from "node:assert/strict";
import { adapters } from "../../../reference/adapters/index.js";
import { numberLines as inIterator } from "../../../reference/protocols/number-lines-iterator.js";
import { numberLines as inMicrothread } from "../../../reference/protocols/number-lines-microthread.js";
import { numberLines as inProtocol } from "../../../reference/protocols/number-lines-protocol.js";
import type { Print } from "../../../reference/protocols/numbered.js";
import { pageServer } from "../../../reference/protocols/page-server.js";
import { bytesOf, textOf } from "../../../reference/protocols/text.js";
import type { Address, Reactor } from "../../../spec/reactor.js";
import { during, HOME, makers } from "../adapters/both.js";

type Program = (reactor: Reactor, address: Address, path: string, print: Print) => Promise<void>;

const programs: Readonly<Record<string, Program>> = {
  protocol: inProtocol,
  iterator: (...parameters) => inIterator(adapters, ...parameters),
  microthread: (...parameters) => inMicrothread(adapters, ...parameters),
};

const pages = { "/": bytesOf("<p>it's\n\n\tcaf\xe9 \\\r\nlast"), "/long": bytesOf("0123456789abcdef\n".repeat(5000)) };

async function printed(reactor: Reactor, program: Program, path: string): Promise<readonly string[]> {
  return during(reactor, async () => {
    reactor.setErrorHook(() => {});
    const listener = await reactor.listen(HOME, pageServer(pages));
    const lines: string[] = [];
    await program(reactor, listener.address, path, (line) => lines.push(line));
    return lines;
  });
}

/** What a client that sends this reads until the end. */
async function answer(reactor: Reactor, request: string): Promise<string> {
  return during(reactor, async () => {
    const listener = await reactor.listen(HOME, pageServer(pages));
    const connection = await adapters.open(reactor, listener.address, adapters.iterate);
    void connection.write(bytesOf(request));
    let text = "";
    for await (const chunk of connection) text += textOf(chunk);
    await connection.close();
    return text;
  });
}

for (const { name, make } of makers) {
  describe(`numbering the lines of a page, on ${name}`, () => {
    for (const [style, program] of Object.entries(programs)) {
      it(`prints what the post's program prints, as a ${style}`, async () => {
        assert.deepEqual(await printed(make(), program, "/"), [
          `000000 "<p>it's\\n"`, `000001 '\\n'`, `000002 '\\tcaf\\xe9 \\\\\\r\\n'`, `000003 'last'`,
        ]);
      });

      it(`comes through a page of 5,000 lines, as a ${style}`, async () => {
        const lines = await printed(make(), program, "/long");
        assert.equal(lines.length, 5000);
        assert.equal(lines[4999], "004999 '0123456789abcdef\\n'");
      });

      it(`fails if there is no such page, or no such path can be, as a ${style}`, async () => {
        await assert.rejects(printed(make(), program, "/nonesuch"), /refused: HTTP\/1.0 404/);
        await assert.rejects(printed(make(), async (...all) => program(...all), "no path"), RangeError);
      });
    }
  });

  describe(`the page server, on ${name}`, () => {
    it("refuses what is no request, no method of its own, or too long", async () => {
      assert.match(await answer(make(), "GET / HTTP/1.0\n\n"), /^HTTP\/1.0 200 OK\r\n/);
      assert.match(await answer(make(), "get me a page\r\n\r\n"), /^HTTP\/1.0 400 /);
      assert.match(await answer(make(), "POST / HTTP/1.0\r\n\r\n"), /^HTTP\/1.0 501 /);
      assert.match(await answer(make(), "GET /__proto__ HTTP/1.0\r\n\r\n"), /^HTTP\/1.0 404 /);
      assert.match(await answer(make(), `GET /${"x".repeat(5000)}`), /^HTTP\/1.0 400 /);
    });
  });
}
