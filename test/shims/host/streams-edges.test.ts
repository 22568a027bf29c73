import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, Socket, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createReactor as createNodeReactor } from "../../../reference/node/index.js";
import { install } from "../../../reference/shims/host/index.js";
import { createReactor as createSimulatedReactor, simulate } from "../../../reference/simulated/index.js";

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}

/** Runs a program with the shim on a reactor. Resolves to what it writes, and its exit code. */
async function run(reactor: "node" | "simulated", source: string): Promise<readonly [string, unknown]> {
  const start = `import { createReactor } from "reactor-standard/reference/${reactor}";
    import { install } from "reactor-standard/shims/host";
    const installed = install(createReactor(), { groups: ["streams", "names"] });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", start + source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  const output = await text(child.stdout);
  return [output, (await exit)[0]];
}

const PROGRAM = `
  import net from "node:net";
  import { spawn } from "node:child_process";
  process.on("uncaughtException", (error, origin) => {
    console.log("uncaught", error.message, origin);
    client.write("again");
  });
  let client;
  const server = net.createServer((socket) => {
    socket.unref();
    socket.once("data", () => { throw new Error("in a callback"); });
    socket.on("data", (data) => socket.write(data));
  }).listen(0, () => {
    client = net.connect(server.address().port);
    client.write("hello");
    client.once("data", (data) => {
      console.log(String(data));
      const child = spawn(process.execPath, ["-e", "process.once('message', () => process.disconnect())"], {
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      child.once("error", (error) => {
        console.log(error.code);
        child.send("end");
      });
      child.once("exit", () => {
        client.unref();
        server.unref();
      });
      child.send("a server", server);
    });
  });
`;

describe("the host's streams on a reactor, at their edges", () => {
  for (const reactor of ["node", "simulated"] as const) {
    it(`report errors of callbacks, are not sent elsewhere, and let the program end, on the ${reactor} reactor`, async () => {
      const [output, code] = await run(reactor, PROGRAM);
      assert.deepEqual(output.trim().split("\n"), [
        "uncaught in a callback uncaughtException", "again", "ENOTSUP",
      ]);
      assert.equal(code, 0);
    });
  }

  it("have paths, also in a world, where the host's directories are", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shim-"));
    const simulated = createSimulatedReactor();
    for (const installed of [
      () => install(createNodeReactor(), { groups: ["streams"] }),
      () => install(simulated, { world: simulate(simulated) }),
    ]) {
      const shim = installed();
      const server = createServer((socket) => void socket.end("by path")).listen(join(folder, "socket"));
      assert.equal(server.address(), join(folder, "socket"));
      await once(server, "listening");
      assert.equal(await text(connect(join(folder, "socket"))), "by path");
      await close(server);
      const [missing] = await once(connect(join(folder, "none")), "error") as [NodeJS.ErrnoException];
      assert.equal(missing.message, `connect ENOENT ${join(folder, "none")}`);
      shim.uninstall();
    }
    rmSync(folder, { recursive: true });
  });

  it("refuse a port of this end, and tell when it is in use", async () => {
    const shim = install(createSimulatedReactor(), { groups: ["streams"] });
    const server = createServer().listen(0);
    await once(server, "listening");
    const port = portOf(server);
    for (const [localPort, code] of [[port, "EADDRINUSE"], [1, "ENOTSUP"]] as const) {
      const [error] = await once(connect({ port, host: "127.0.0.1", localPort }), "error") as [NodeJS.ErrnoException];
      assert.deepEqual([error.code, error.syscall], [code, "bind"]);
    }
    await close(server);
    shim.uninstall();
  });

  it("stay on their reactor when the shim is uninstalled, and are reported", async () => {
    const shim = install(createSimulatedReactor(), { groups: ["streams"] });
    const server = createServer((socket) => void socket.pipe(socket)).listen(0);
    await once(server, "listening");
    const client = connect({ port: portOf(server), host: "127.0.0.1", allowHalfOpen: true });
    await once(client, "connect");
    const { live } = shim.uninstall();
    assert.equal(live.filter((line) => line.startsWith("server")).length, 1);
    assert.ok(live.some((line) => line.startsWith("socket")));
    client.end("still there");
    assert.equal(await text(client), "still there");
    await close(server);
  });

  it("leave a later patch by somebody else alone, under which the host is as it was", async () => {
    const shim = install(createSimulatedReactor(), { groups: ["streams"] });
    const { connect: ours } = Socket.prototype;
    let calls = 0;
    const foreign = function (this: Socket, ...args: unknown[]): Socket {
      calls += 1;
      return Reflect.apply(ours, this, args) as Socket;
    };
    Socket.prototype.connect = foreign as typeof ours;
    assert.deepEqual(shim.uninstall().foreign, ["net.Socket.prototype.connect"]);
    const server = createServer((socket) => void socket.end("real")).listen(0);
    await once(server, "listening");
    const client = connect(portOf(server), "127.0.0.1");
    assert.equal(await text(client), "real");
    assert.equal(calls, 1);
    await close(server);
    Socket.prototype.connect = ours;
  });

  for (const [name, make] of Object.entries({ node: createNodeReactor, simulated: createSimulatedReactor })) {
    it(`work on a reactor whose run has just begun elsewhere, and end with it, on the ${name} reactor`, async () => {
      const reactor = make();
      const over = reactor.run();
      const shim = install(reactor, { groups: ["streams"] });
      const server = createServer((socket) => void socket.on("error", () => {}).write("hello")).listen(0);
      await once(server, "listening");
      const client = connect(portOf(server), "127.0.0.1");
      await once(client, "data");
      shim.uninstall();
      reactor.stop();
      const [error] = await once(client, "error") as [NodeJS.ErrnoException];
      assert.equal(error.code, "ECONNABORTED");
      await over;
      await close(server);
    });
  }

  it("name what the host had before", async () => {
    const server = createServer().listen(0);
    await once(server, "listening");
    const shim = install(createSimulatedReactor(), { groups: ["streams"] });
    assert.ok(shim.late.some((line) => line.startsWith("server") && line.includes(`${portOf(server)}`)));
    shim.uninstall();
    await close(server);
  });
});
