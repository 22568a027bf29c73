// Servers that reset their connections, and what each client says of it.
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { Redis } from "ioredis";
import pg from "pg";
import { WebSocket, WebSocketServer } from "ws";
import { servePostgres } from "./servers/postgres.mjs";
import { serveRedis } from "./servers/redis.mjs";

function tell(who, { name, code, errno, syscall, message }) {
  console.log(`${who}:`, name, code, errno, syscall, message);
}

const server = http.createServer(({ socket }) => socket.resetAndDestroy());
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const request = http.get({ host: "127.0.0.1", port });
tell("http", (await once(request, "error"))[0]);

const sockets = new WebSocketServer({ noServer: true });
server.on("upgrade", (upgrade, socket, head) => {
  if (upgrade.url === "/never") socket.resetAndDestroy();
  else sockets.handleUpgrade(upgrade, socket, head, (each) => each.on("message", () => socket.resetAndDestroy()));
});
const never = new WebSocket(`ws://127.0.0.1:${port}/never`);
tell("ws", (await once(never, "error"))[0]);
const socket = new WebSocket(`ws://127.0.0.1:${port}/soon`);
await once(socket, "open");
socket.send("cut me");
console.log("ws closed with", (await once(socket, "close"))[0]);
server.close();

const redisServer = await serveRedis();
const redis = new Redis(redisServer.url, { retryStrategy: () => null });
await redis.set("key", "value");
redisServer.resetAll();
tell("ioredis", (await once(redis, "error"))[0]);
await once(redis, "end");
await redis.get("key").catch((error) => tell("ioredis", error));
await redisServer.close();

const postgres = await servePostgres();
const client = new pg.Client({ connectionString: postgres.url });
await client.connect();
postgres.resetAll();
tell("pg", (await once(client, "error"))[0]);
await client.query("BEGIN").catch((error) => tell("pg", error));
await client.end();
await postgres.close();

for (const end of ["end", "destroy", "resetAndDestroy"]) {
  const one = net.createServer((accepted) => accepted.once("data", () => accepted[end]())).listen(0, "127.0.0.1");
  await once(one, "listening");
  const plain = net.connect(one.address().port, "127.0.0.1");
  plain.write("x");
  plain.resume().on("error", (error) => tell("net", error));
  await new Promise((resolve) => plain.on("close", (failed) => {
    console.log("net: after", end, failed ? "closed by the error" : "closed in order");
    resolve();
  }));
  one.close();
}
