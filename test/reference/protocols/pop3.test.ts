import assert from "node:assert/strict";
import { relaying } from "../../../conformance/lawful/relay.js";
import { adapters } from "../../../reference/adapters/index.js";
import { connectPop3, Pop3Refusal, type Pop3Client } from "../../../reference/protocols/pop3-client.js";
import { pop3Server } from "../../../reference/protocols/pop3-server.js";
import { bytesOf, textOf } from "../../../reference/protocols/text.js";
import type { Address, Reactor } from "../../../spec/reactor.js";
import { during, HOME, makers, type Maker } from "../adapters/both.js";
import { Mailboxes } from "./mailboxes.js";

const reading: readonly Maker[] = [
  ...makers,
  ...makers.filter(({ name }) => name === "simulated").map(({ name, make }) => ({
    name: `${name} that reads a byte at a time`, make: () => relaying(make(), { pieces: () => 1 }),
  })),
];

async function serving(
  reactor: Reactor,
  body: (address: Address, mailboxes: Mailboxes) => Promise<void>,
): Promise<void> {
  await during(reactor, async () => {
    const mailboxes = new Mailboxes();
    const listener = await reactor.listen(HOME, pop3Server(mailboxes.open));
    await body(listener.address, mailboxes);
  });
}

async function loggedIn(reactor: Reactor, address: Address): Promise<Pop3Client> {
  const client = await connectPop3(reactor, address);
  await client.login("alice", "open sesame");
  return client;
}

/** What a server answers to all these lines, sent at once: its answers, joined. */
async function dialogue(reactor: Reactor, ...lines: readonly string[]): Promise<readonly string[]> {
  let text = "";
  await serving(reactor, async (address) => {
    const connection = await adapters.open(reactor, address, adapters.iterate);
    void connection.write(bytesOf([...lines, "QUIT", ""].join("\r\n")));
    for await (const chunk of connection) text += textOf(chunk);
    await connection.close();
  });
  return text.split("\r\n").slice(0, -1);
}

for (const { name, make } of reading) {
  describe(`POP3, on ${name}`, () => {
    it("lists, retrieves, and removes what is deleted when the session is quit", async () => {
      const reactor = make();
      await serving(reactor, async (address, mailboxes) => {
        const client = await loggedIn(reactor, address);
        assert.deepEqual(await client.stat(), { messages: 3, bytes: 24 + 50 + 32017 });
        assert.deepEqual([...await client.list()], [[1, 24], [2, 50], [3, 32017]]);
        assert.deepEqual([...await client.ids()], [[1, "first"], [2, "dots"], [3, "third"]]);
        assert.equal(textOf(await client.retrieve(2)),
          "Subject: dots\r\n\r\n.\r\n..\r\n.x\r\nlast, without an end\r\n");
        assert.equal(textOf(await client.top(3, 1)), "Subject: many\r\n\r\na line of caf\xe9\r\n");
        assert.equal(textOf(await client.top(1, 0)), "Subject: one\r\n\r\n");
        assert.equal((await client.retrieve(3)).length, 32017);
        await client.delete(1);
        await assert.rejects(client.retrieve(1), Pop3Refusal);
        assert.deepEqual([...await client.ids()], [[2, "dots"], [3, "third"]]);
        await client.reset();
        assert.equal((await client.stat()).messages, 3);
        await client.delete(2);
        await client.noop();
        await client.quit();
        assert.deepEqual(mailboxes.messages.map(({ id }) => id), ["first", "third"]);
      });
    });

    it("removes nothing if the connection is lost before, and gives the mailbox free", async () => {
      const reactor = make();
      await serving(reactor, async (address, mailboxes) => {
        const client = await loggedIn(reactor, address);
        await assert.rejects(loggedIn(reactor, address), /in use/);
        await client.delete(1);
        const last = client.noop();
        client.protocol.dataReceived?.(bytesOf("what is this\r\n"));
        await assert.rejects(last, /no response/);
        await assert.rejects(client.stat(), /no response/);
        while (mailboxes.inUse) await new Promise<void>((resolve) => void reactor.callLater(1, resolve));
        assert.equal(mailboxes.messages.length, 3);
      });
    });

    it("refuses commands out of their state, unknown ones, bad numbers and long lines", async () => {
      const answers = await dialogue(make(),
        "STAT", "PASS x", "NONE", "USER", "USER alice", "PASS wrong", "USER alice", "PASS open sesame",
        "USER bob", "RETR", "RETR 0", "RETR 4", "RETR 1x", "TOP 1", "DELE 2", "DELE 2", "LIST 2", "list 3", "UIDL 1",
        "NONE", "x".repeat(300), "NOOP");
      assert.deepEqual(answers.map((line) => line.split(" ", 1)[0]), [
        "+OK", "-ERR", "-ERR", "-ERR", "-ERR", "+OK", "-ERR", "+OK", "+OK",
        "-ERR", "-ERR", "-ERR", "-ERR", "-ERR", "-ERR", "+OK", "-ERR", "-ERR", "+OK", "+OK",
        "-ERR", "-ERR", "+OK", "+OK",
      ]);
      assert.equal(answers[18], "+OK 3 32017");
      assert.equal(answers[19], "+OK 1 first");
    });

    it("ignores what follows QUIT", async () => {
      const answers = await dialogue(make(), "QUIT", "NOOP");
      assert.deepEqual(answers, ["+OK ready", "+OK bye"]);
    });

    it("refuses arguments that would be commands", async () => {
      const reactor = make();
      await serving(reactor, async (address) => {
        const client = await connectPop3(reactor, address);
        await assert.rejects(client.login("alice\r\nDELE 1", "x"), RangeError);
        await assert.rejects(client.login(1 as unknown as string, "x"), TypeError);
        for (const number of [0, 1.5, NaN, -1]) await assert.rejects(client.retrieve(number), RangeError);
        await assert.rejects(client.top(1, -1), RangeError);
        await client.quit();
      });
    });

    it("rejects all that waits when the connection is lost", async () => {
      const reactor = make();
      await during(reactor, async () => {
        const listener = await reactor.listen(HOME, () => ({
          connectionMade: (transport) => transport.write(bytesOf("+OK\r\n")),
          dataReceived() {
            throw new Error("this server breaks");
          },
        }));
        reactor.setErrorHook(() => {});
        const client = await connectPop3(reactor, listener.address);
        const waiting = [client.stat(), client.list(), client.noop()];
        for (const { status } of await Promise.allSettled(waiting)) assert.equal(status, "rejected");
      });
    });
  });
}
