import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import { Agent, createServer as createHttpServer, get, type IncomingMessage } from "node:http";
import { connect, createConnection, createServer, Server, Socket, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from "node:tls";
import { authority, good } from "../../../conformance/certificates.js";
import type { Reactor } from "../../../spec/reactor.js";
import { createReactor as createNodeReactor } from "../../../reference/node/index.js";
import { install, type Installed } from "../../../reference/shims/host/index.js";
import { createReactor as createSimulatedReactor } from "../../../reference/simulated/index.js";

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

for (const [name, make] of Object.entries<() => Reactor>({
  Node: createNodeReactor, simulated: createSimulatedReactor,
})) {
  describe(`streams of the host on the ${name} reactor`, () => {
    let installed: Installed;
    let connections = 0;

    beforeEach(() => {
      const reactor = make();
      const real = reactor.connect.bind(reactor);
      connections = 0;
      reactor.connect = (...args) => {
        connections += 1;
        return real(...args);
      };
      installed = install(reactor, { groups: ["streams"] });
    });

    afterEach(() => {
      assert.deepEqual(installed.uninstall().foreign, []);
    });

    it("echo, half-close, and know their addresses", async () => {
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        socket.on("end", () => void socket.end("bye")).pipe(socket, { end: false });
      });
      server.listen(0);
      const port = portOf(server);
      assert.ok(port > 0 && server.listening);
      await once(server, "listening");
      const client = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
      assert.ok(client instanceof Socket && server instanceof Server);
      client.end("hello");
      assert.equal(await text(client), "hellobye");
      assert.equal(connections, 1);
      assert.deepEqual([client.bytesRead, client.bytesWritten], [8, 5]);
      server.close();
      await once(server, "close");
    });

    it("fail with the host's own errors", async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const port = portOf(server);
      const second = createServer().listen(port, "127.0.0.1");
      const [inUse] = await once(second, "error") as [NodeJS.ErrnoException & { port: number; address: string }];
      assert.equal(inUse.message, `listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
      assert.deepEqual([inUse.code, inUse.syscall, inUse.port, inUse.address],
        ["EADDRINUSE", "listen", port, "127.0.0.1"]);
      assert.equal(second.listening, false);
      server.close();
      await once(server, "close");
      const client = connect(port, "127.0.0.1");
      const [refused] = await once(client, "error") as [NodeJS.ErrnoException & { port: number; address: string }];
      assert.equal(refused.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
      assert.deepEqual([refused.code, refused.syscall, refused.port, refused.address],
        ["ECONNREFUSED", "connect", port, "127.0.0.1"]);
      assert.ok((refused.errno ?? 0) < 0);
    });

    it("tell a reset as the host does", async () => {
      const server = createServer((socket) => void socket.resetAndDestroy()).listen(0, "127.0.0.1");
      await once(server, "listening");
      const client = connect(portOf(server), "127.0.0.1");
      const [error] = await once(client, "error") as [NodeJS.ErrnoException];
      assert.deepEqual([error.message, error.code, error.syscall], ["read ECONNRESET", "ECONNRESET", "read"]);
      server.close();
      await once(server, "close");
    });

    it("hold up the writer while the reader is paused, and lose nothing", async () => {
      const total = 4 * 1024 * 1024;
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        let received = 0;
        socket.on("data", (data) => void (received += data.length)).on("end", () => void socket.end(String(received)));
        socket.pause();
        setTimeout(() => socket.resume(), 20);
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const client = connect({ port: portOf(server), host: "127.0.0.1", allowHalfOpen: true });
      await once(client, "connect");
      assert.equal(client.write(Buffer.alloc(total, 1)), false);
      assert.ok(client.writableLength > 0);
      client.end();
      assert.equal(await text(client), String(total));
      server.close();
      await once(server, "close");
    });

    it("carry HTTP with connections that are kept alive", async () => {
      const server = createHttpServer((request, response) => void response.end(`you asked for ${request.url ?? ""}`));
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (const path of ["/a", "/b", "/c"]) {
        const request = get({ port: portOf(server), host: "127.0.0.1", path, agent });
        const [response] = await once(request, "response") as [IncomingMessage];
        assert.equal(await text(response), `you asked for ${path}`);
      }
      assert.equal(connections, 1);
      agent.destroy();
      server.close();
      await once(server, "close");
    });

    it("carry the host's TLS", async () => {
      const server = createTlsServer({ cert: good.certificate, key: good.key }, (socket) => void socket.pipe(socket));
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const client: TLSSocket = connectTls({ port: portOf(server), host: "127.0.0.1", ca: authority.certificate });
      await once(client, "secureConnect");
      assert.ok(client.authorized);
      client.end("secret");
      assert.equal(await text(client), "secret");
      assert.equal(connections, 1);
      server.close();
      await once(server, "close");
    });

    it("call back in the async context of the registration, and outside of the exemption", async () => {
      const storage = new AsyncLocalStorage<string>();
      const seen: unknown[] = [];
      const server = storage.run("server", () => createServer((socket) => {
        seen.push(storage.getStore());
        socket.end("x");
      }).listen(0, "127.0.0.1", () => void seen.push(storage.getStore())));
      await once(server, "listening");
      await storage.run("client", async () => {
        const client = createConnection(portOf(server), "127.0.0.1", () => void seen.push(storage.getStore()));
        client.on("data", () => void seen.push(storage.getStore()));
        await once(client, "close");
      });
      assert.deepEqual(seen.toSorted(), ["client", "client", "server", "server"]);
      server.close();
      await once(server, "close");
    });
  });
}
