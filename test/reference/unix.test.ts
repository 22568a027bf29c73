import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReactor as createNodeReactor } from "../../reference/node/index.js";
import { createReactor as createSimulatedReactor } from "../../reference/simulated/index.js";
import type { Protocol, Reactor, UnixAddress } from "../../spec/reactor.js";

const unix = (path: string): UnixAddress => ({ kind: "unix", path });
const echo: Protocol & { transport?: { write(data: Uint8Array): void } } = {
  connectionMade(transport) { this.transport = transport; },
  dataReceived(data) { this.transport?.write(data); },
};

/** Does `body` in a run of the reactor, with a directory for its paths. */
async function running(reactor: Reactor, body: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "rs-"));
  const run = reactor.run();
  try {
    await body(directory);
  } finally {
    reactor.stop();
    await run;
    rmSync(directory, { recursive: true, force: true });
  }
}

describe("UNIX sockets", () => {
  for (const [name, make, base] of [
    ["Node", createNodeReactor, null], ["simulated", createSimulatedReactor, "/tmp"],
  ] as const) {
    it(`carry an echo, with the addresses of both ends: ${name}`, () => {
      const reactor = make();
      return running(reactor, async (directory) => {
        const path = join(base ?? directory, "echo");
        const listener = await reactor.listen(unix(path), () => ({ ...echo }));
        assert.deepEqual(listener.address, unix(path));
        const received = await new Promise<string>((resolve) => {
          void reactor.connect(unix(path), () => ({
            connectionMade(transport) {
              assert.deepEqual([transport.local, transport.remote], [{ kind: "unix", path: null }, unix(path)]);
              assert.equal("setNoDelay" in transport, false);
              transport.write(new TextEncoder().encode("to and fro"));
            },
            dataReceived: (data) => resolve(new TextDecoder().decode(data)),
          }));
        });
        assert.equal(received, "to and fro");
        await listener.close();
        await assert.rejects(reactor.connect(unix(path), () => null), { code: "ENOENT", syscall: "connect" });
      });
    });
  }

  it("leave alone what has taken the place of their path: Node", () => {
    const reactor = createNodeReactor();
    return running(reactor, async (directory) => {
      const path = join(directory, "path");
      const moved = join(directory, "moved");
      for (const [replace, left] of [
        [() => writeFileSync(path, "another"), ["moved", "path"]],
        [() => undefined, ["moved"]],
        [() => renameSync(moved, path), []],
      ] as const) {
        const listener = await reactor.listen(unix(path), () => ({}));
        renameSync(path, moved);
        replace();
        await listener.close();
        assert.deepEqual(readdirSync(directory).sort(), left);
        rmSync(path, { force: true });
      }
    });
  });
});
