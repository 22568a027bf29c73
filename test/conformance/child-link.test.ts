import assert from "node:assert/strict";
import { ChildLink } from "../../conformance/driver/child-link.js";
import type { Message } from "../../conformance/agents/messages.js";

/** What an agent of these lines of JavaScript makes the link say, up to its exit. */
async function messagesOf(program: string): Promise<Message[]> {
  const link = new ChildLink([process.execPath, "--input-type=module", "-e", program], process.cwd());
  const messages: Message[] = [];
  const gone = new Promise<void>((resolve) => {
    link.onMessage = (message) => {
      messages.push(message);
      if (message.kind === "exit") resolve();
    };
  });
  await gone;
  await link.close();
  return messages;
}

const exited = { kind: "exit", message: "it exited with code 0" };

describe("the link to a child process", () => {
  it("passes on events, answers and the exit", async () => {
    assert.deepEqual(await messagesOf(`
      console.log('{"ev":"hello","protocol":1}');
      console.log('{"seq":1,"t":0,"ev":"mark","name":"a"}');
      console.log('{"ev":"refused","op":"x"}');
    `), [
      { kind: "hello", hello: { ev: "hello", protocol: 1 } },
      { kind: "event", event: { seq: 1, t: 0, ev: "mark", name: "a" }, bytes: 38 },
      { kind: "refused", op: "x" },
      exited,
    ]);
  });

  it("puts lines together that come in parts", async () => {
    assert.deepEqual(await messagesOf(`
      process.stdout.write('{"seq":1,"t":0,');
      setImmediate(() => process.stdout.write('"ev":"idle"}\\n'));
    `), [{ kind: "event", event: { seq: 1, t: 0, ev: "idle" }, bytes: 27 }, exited]);
  });

  it("finds garbage, lines that are no events, and gaps in the sequence", async () => {
    const messages = await messagesOf(`
      console.log("hello there");
      console.log("[1]");
      console.log('{"seq":2,"t":0,"ev":"idle"}');
    `);
    assert.deepEqual(messages.map((message) => "message" in message ? message.message : message.kind), [
      'it wrote a line that is no event: "hello there"',
      'it wrote a line that is no event: "[1]"',
      "its event 2 came where 1 was due",
      "event",
      "it exited with code 0",
    ]);
  });

  it("refuses a line without end", async () => {
    const [first] = await messagesOf(`process.stdout.write("x".repeat(1100000));`);
    assert.deepEqual(first, {
      kind: "broken", message: "it wrote a line of more than 1048576 bytes", rule: "agent.line-length",
    });
  });

  it("tells how the agent went: by a signal, or never there", async () => {
    assert.deepEqual(await messagesOf(`process.kill(process.pid, "SIGKILL");`), [
      { kind: "exit", message: "it was ended by SIGKILL" },
    ]);
    const link = new ChildLink(["/nonexistent/agent"], process.cwd());
    const [message] = await new Promise<Message[]>((resolve) => {
      link.onMessage = (each) => resolve([each]);
    });
    assert.match(message?.kind === "exit" ? message.message : "", /^it cannot be started: .*ENOENT/);
    await link.close();
  });

  it("keeps what the agent wrote as diagnostics", async () => {
    const link = new ChildLink([process.execPath, "-e", "console.error('what went wrong')"], process.cwd());
    await new Promise<void>((resolve) => {
      link.onMessage = () => resolve();
    });
    assert.equal(link.diagnostics(), "what went wrong\n");
    assert.equal(link.diagnostics(), "");
    await link.close();
  });
});
