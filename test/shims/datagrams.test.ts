import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import dgram, { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { promisify } from "node:util";
import { createReactor as createNodeReactor } from "../../reference/node/index.js";
import { install, type Installed } from "../../reference/shims/host/index.js";
import { createReactor, simulate } from "../../reference/simulated/index.js";

type Message = [data: Buffer, from: RemoteInfo];

const grounds: Readonly<Record<string, () => Installed>> = {
  node: () => install(createNodeReactor(), { groups: ["datagrams", "names"] }),
  simulated() {
    const reactor = createReactor();
    return install(reactor, { groups: ["datagrams", "names", "streams", "timers", "clock"], world: simulate(reactor) });
  },
};

function codeOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return Object(error)["code"];
  }
  return "none";
}

for (const [name, begin] of Object.entries(grounds)) {
  describe(`datagrams of the host on a reactor (${name})`, () => {
    const sockets: Socket[] = [];
    let shim: Installed;
    const open = (type: "udp4" | "udp6" = "udp4"): Socket => {
      const socket = createSocket(type);
      sockets.push(socket);
      return socket;
    };
    const bound = async (host = "127.0.0.1"): Promise<Socket> => {
      const socket = open();
      socket.bind(0, host);
      await once(socket, "listening");
      return socket;
    };
    const next = async (socket: Socket): Promise<Message> => await once(socket, "message") as Message;

    beforeEach(() => void (shim = begin()));
    afterEach(() => {
      for (const socket of sockets.splice(0)) {
        try {
          socket.close();
        } catch {
          // It was closed by the test.
        }
      }
      shim.uninstall();
    });

    it("sends and receives, with the address of who sent", async () => {
      const server = await bound();
      const { address, family, port } = server.address();
      assert.deepEqual([address, family, port > 0], ["127.0.0.1", "IPv4", true]);
      const client = open();
      const sent: unknown[] = [];
      client.send("hello", port, "127.0.0.1", (...answer) => sent.push(answer));
      client.send(["one", Buffer.from(" two")], port, "localhost", (...answer) => sent.push(answer));
      client.send(Buffer.from("a part of it"), 2, 4, port, "127.0.0.1");
      client.send(Buffer.alloc(0), port, "127.0.0.1");
      const received = new Map<string, RemoteInfo>();
      server.on("message", (data, from) => received.set(String(data), from));
      while (received.size < 4) await next(server);
      assert.deepEqual([...received.keys()].sort(), ["", "hello", "one two", "part"]);
      const from = { address: "127.0.0.1", family: "IPv4", port: client.address().port };
      assert.deepEqual(received.get("hello"), { ...from, size: 5 });
      while (sent.length < 2) await new Promise(setImmediate);
      assert.deepEqual(sent, [[null, 5], [null, 7]]);
    });

    it("is the reactor's: the host has no socket of it", async () => {
      const server = await bound();
      assert.match(shim.uninstall().live.join(), /^datagram socket at 127\.0\.0\.1 port \d+$/);
      // It stays where it is.
      const { port } = server.address();
      if (name === "simulated") {
        const plain = dgram.createSocket("udp4").bind(port, "127.0.0.1");
        await once(plain, "listening");
        plain.close();
      } else {
        const plain = dgram.createSocket("udp4");
        plain.send("from outside", port, "127.0.0.1");
        assert.equal(String((await next(server))[0]), "from outside");
        plain.close();
      }
    });

    it("connects to one peer, hears of nobody else, and disconnects", async () => {
      const [server, stranger] = [await bound(), await bound()];
      const { port } = server.address();
      const client = open();
      client.connect(port, "127.0.0.1");
      await once(client, "connect");
      assert.deepEqual(client.remoteAddress(), { address: "127.0.0.1", family: "IPv4", port });
      assert.equal(codeOf(() => client.send("x", 0, 1, 9, "127.0.0.1")), "ERR_SOCKET_DGRAM_IS_CONNECTED");
      client.send("to my peer");
      const [data, { port: own }] = await next(server);
      assert.equal(String(data), "to my peer");
      stranger.send("from a stranger", own, "127.0.0.1");
      await promisify((done: () => void) => stranger.send("again", own, "127.0.0.1", () => done()))();
      server.send("from your peer", own, "127.0.0.1");
      assert.equal(String((await next(client))[0]), "from your peer");
      client.disconnect();
      assert.equal(codeOf(() => client.remoteAddress()), "ERR_SOCKET_DGRAM_NOT_CONNECTED");
      client.send("to anybody", stranger.address().port, "127.0.0.1");
      const [more, { port: same }] = await next(stranger);
      assert.deepEqual([String(more), same], ["to anybody", own]);
    });

    it("tells a connected socket that nobody listens", async () => {
      const gone = await bound();
      const { port } = gone.address();
      gone.close();
      await once(gone, "close");
      const client = open();
      client.connect(port, "127.0.0.1", () => client.send("is anybody there?"));
      const [error] = await once(client, "error") as [NodeJS.ErrnoException];
      assert.deepEqual([error.code, error.syscall, error.message],
        ["ECONNREFUSED", "recvmsg", "recvmsg ECONNREFUSED"]);
    });

    it("fails with the host's errors", async () => {
      const first = await bound();
      const { port } = first.address();
      const second = open();
      second.bind(port, "127.0.0.1");
      const [taken] = await once(second, "error") as [NodeJS.ErrnoException & { readonly port?: number }];
      assert.deepEqual([taken.code, taken.syscall, taken.port, taken.message],
        ["EADDRINUSE", "bind", port, `bind EADDRINUSE 127.0.0.1:${port}`]);
      assert.equal(codeOf(() => second.address()), "EBADF");
      const long = await new Promise<NodeJS.ErrnoException | null>((answer) =>
        first.send(Buffer.alloc(65_508), port, "127.0.0.1", answer));
      assert.deepEqual([long?.code, long?.syscall], ["EMSGSIZE", "send"]);
      const forbidden = await new Promise<NodeJS.ErrnoException | null>((answer) =>
        first.send("x", 9, "255.255.255.255", answer));
      assert.deepEqual([forbidden?.code, forbidden?.syscall], ["EACCES", "send"]);
      const other = open("udp6");
      other.bind(0, "127.0.0.1");
      const [invalid] = await once(other, "error") as [NodeJS.ErrnoException];
      assert.ok(["EINVAL", "ENOTFOUND"].includes(String(invalid.code)), String(invalid));
      for (const wrong of [() => first.bind(0), () => first.send("x", 70_000), () => createSocket("tcp" as "udp4")]) {
        assert.match(String(codeOf(wrong)), /^ERR_/);
      }
    });

    it("refuses what the reactor cannot do", async () => {
      const socket = await bound("0.0.0.0");
      const refused: readonly (() => unknown)[] = [
        () => socket.setBroadcast(true), () => socket.setTTL(3), () => socket.setMulticastTTL(3),
        () => socket.setMulticastLoopback(true), () => socket.setMulticastInterface("127.0.0.1"),
        () => socket.addMembership("224.0.0.114"), () => open().addMembership("224.0.0.114"),
        () => open().bind(Object.assign(Object.create(null), { recvStart() {} })),
        () => socket.dropMembership("224.0.0.114"), () => socket.addSourceSpecificMembership("127.0.0.1", "232.1.1.1"),
      ];
      assert.deepEqual(refused.map(codeOf), refused.map(() => "ENOTSUP"));
      assert.throws(() => socket.setRecvBufferSize(1024),
        { code: "ERR_SOCKET_BUFFER_SIZE", message: /uv_recv_buffer_size returned ENOTSUP/ });
      assert.deepEqual([socket.getSendQueueSize(), socket.getSendQueueCount()], [0, 0]);
    });

    it("may be closed at once, and while it is bound", async () => {
      const never = open();
      never.close();
      assert.equal(codeOf(() => never.bind()), "ERR_SOCKET_DGRAM_NOT_RUNNING");
      const socket = open();
      socket.on("listening", () => assert.fail("it is closed"));
      socket.bind(0, "127.0.0.1");
      socket.close();
      await once(socket, "close");
      const last = await bound();
      const client = open();
      client.send("goodbye", last.address().port, "127.0.0.1", () => client.close());
      const closed = once(client, "close");
      assert.equal(String((await next(last))[0]), "goodbye");
      await closed;
    });

    it("calls in the async context of the socket", async () => {
      const storage = new AsyncLocalStorage<string>();
      const server = await storage.run("of the socket", () => bound());
      const context = new Promise((resolve) => server.once("message", () => resolve(storage.getStore())));
      server.send("to myself", server.address().port, "127.0.0.1");
      assert.equal(await context, "of the socket");
    });
  });
}
