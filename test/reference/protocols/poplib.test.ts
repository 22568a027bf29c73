import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createReactor } from "../../../reference/node/index.js";
import { pop3Server } from "../../../reference/protocols/pop3-server.js";
import type { TcpAddress } from "../../../spec/reactor.js";
import { during, HOME } from "../adapters/both.js";
import { Mailboxes } from "./mailboxes.js";

/** A session of the client that Python has: what it gets, as JSON. */
const SESSION = `
import json, poplib, sys
box = poplib.POP3("127.0.0.1", int(sys.argv[1]), timeout=30)
said = {"welcome": box.getwelcome().decode()}
def refused(call, *arguments):
    try:
        call(*arguments)
        return "not refused"
    except poplib.error_proto as error:
        return error.args[0].decode()
said["early"] = refused(box.stat)
box.user("alice")
said["wrong"] = refused(box.pass_, "wrong")
box.user("alice")
box.pass_("open sesame")
said["stat"] = box.stat()
said["list"] = [line.decode() for line in box.list()[1]]
said["one"] = box.list(2).decode()
said["ids"] = [line.decode() for line in box.uidl()[1]]
said["dots"] = [line.decode() for line in box.retr(2)[1]]
said["top"] = [line.decode("latin-1") for line in box.top(3, 2)[1]]
lines, size = box.retr(3)[1:]
said["many"] = [len(lines), size]
box.dele(1)
said["deleted"] = refused(box.retr, 1)
box.rset()
box.dele(2)
box.noop()
said["bye"] = box.quit().decode()
print(json.dumps(said))
`;

/** What poplib of Python gets from a server; a minute at most. */
function poplib(port: number): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    execFile("python3", ["-c", SESSION, String(port)], { timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as Readonly<Record<string, unknown>>);
      else reject(new Error(stderr, { cause: error }));
    });
  });
}

describe("the POP3 server, with the client of Python's standard library", () => {
  it("serves a session of every command, and of refusals", async () => {
    const reactor = createReactor();
    const mailboxes = new Mailboxes();
    const said = await during(reactor, async () => {
      const listener = await reactor.listen(HOME, pop3Server(mailboxes.open));
      return poplib((listener.address as TcpAddress).port);
    });
    assert.deepEqual(said, {
      welcome: "+OK ready",
      early: "-ERR log in first",
      wrong: "-ERR a wrong password, or the mailbox is in use",
      stat: [3, 32091],
      list: ["1 24", "2 50", "3 32017"],
      one: "+OK 2 50",
      ids: ["1 first", "2 dots", "3 third"],
      dots: ["Subject: dots", "", ".", "..", ".x", "last, without an end"],
      top: ["Subject: many", "", "a line of caf\xe9", "a line of caf\xe9"],
      many: [2002, 32017],
      deleted: "-ERR no such message",
      bye: "+OK bye",
    });
    assert.deepEqual(mailboxes.messages.map(({ id }) => id), ["first", "third"]);
  });
});
