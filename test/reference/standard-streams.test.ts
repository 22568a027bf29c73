import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

const NODE = new URL("../../reference/node/index.js", import.meta.url).href;

/** A program that shouts what it is told, until its input ends, and then says on standard error why it is over. */
const SHOUT = `
  import { createReactor } from ${JSON.stringify(NODE)};
  const reactor = createReactor();
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  reactor.callLater(0, () => {
    let transport;
    reactor.connect({ kind: "standard-streams" }, () => ({
      connectionMade: (made) => { transport = made; },
      dataReceived: (data) => transport.write(encoder.encode(decoder.decode(data).toUpperCase())),
      connectionLost: ({ kind }) => {
        console.error(kind);
        reactor.stop();
      },
    })).catch((error) => {
      console.error(error.category);
      reactor.stop();
    });
  });
  await reactor.run();
`;

/** What the program wrote to both of its outputs, and its exit code. */
async function play(command: readonly string[], input: string): Promise<readonly [string, string, number]> {
  const [file = "", ...args] = command;
  const child = spawn(file, args, { stdio: "pipe" });
  const exit = once(child, "close");
  child.stdin.on("error", () => undefined).end(input);
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return [output, errors, code as number];
}

const program = [process.execPath, "--input-type=module", "-e", SHOUT];

describe("the standard streams of Node", () => {
  it("are one connection, after which the program ends by itself", async () => {
    assert.deepEqual(await play(program, "hello"), ["HELLO", "done\n", 0]);
  });

  it("may be pipes of a shell, whose reader sees their end", async function () {
    if (process.platform === "win32") return this.skip();
    const pipeline = ["/bin/sh", "-c", 'cat | "$0" "$@" | cat', ...program];
    assert.deepEqual(await play(pipeline, "x".repeat(300_000)), ["X".repeat(300_000), "done\n", 0]);
  });

  it("are refused as unsupported where one is a file", async function () {
    if (process.platform === "win32") return this.skip();
    const [, errors, code] = await play(["/bin/sh", "-c", '"$0" "$@" < /dev/null', ...program], "");
    assert.deepEqual([errors, code], ["unsupported\n", 0]);
  });
});
