// Clients with a second of patience each, a few times over: what each has of its server, or what it says instead.
import { once } from "node:events";
import http from "node:http";
import { Redis } from "ioredis";
import pg from "pg";
import { WebSocket, WebSocketServer } from "ws";
import { servePostgres } from "./servers/postgres.mjs";
import { serveRedis } from "./servers/redis.mjs";

const PATIENCE = 1000;
const rounds = Number(process.argv[2] ?? 3);

const server = http.createServer((request, response) => request.resume().on("end", () => response.end("served")));
const sockets = new WebSocketServer({ server });
sockets.on("connection", (socket) => socket.on("error", () => undefined).on("message", (data) => socket.send(data)));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const redisServer = await serveRedis();
const postgres = await servePostgres();

const agent = new http.Agent({ keepAlive: true });

function askHttp() {
  return new Promise((resolve, reject) => {
    const request = http.request({ method: "POST", host: "127.0.0.1", port, agent, timeout: PATIENCE }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (data) => (text += data));
      response.on("end", () => resolve(text)).on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error("no answer in time")));
    request.on("error", reject);
    request.end("x".repeat(5000));
  });
}

async function askWs() {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { handshakeTimeout: PATIENCE });
  try {
    await once(socket, "open");
    socket.send("echoed");
    return await Promise.race([
      once(socket, "message").then(([data]) => data.toString()),
      once(socket, "close").then(([code]) => `closed with ${code}`),
    ]);
  } finally {
    socket.on("error", () => undefined);
    if (socket.readyState !== WebSocket.CLOSED) {
      socket.close();
      await once(socket, "close");
    }
  }
}

async function askRedis() {
  const options = { connectTimeout: PATIENCE, commandTimeout: PATIENCE, retryStrategy: () => null };
  const redis = new Redis(redisServer.url, { ...options, lazyConnect: true });
  const failed = new Promise((_, reject) => redis.on("error", reject));
  failed.catch(() => undefined);
  try {
    await redis.connect().catch(() => failed);
    return await redis.ping().catch((error) => (redis.status === "end" ? failed : Promise.reject(error)));
  } finally {
    redis.disconnect();
  }
}

async function askPg() {
  const connectionString = postgres.url;
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2 * PATIENCE, query_timeout: PATIENCE });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query("SELECT $1::text AS echo", ["answered"])).rows[0].echo;
  } finally {
    client.end().catch(() => undefined);
  }
}

for (let round = 1; round <= rounds; round++) {
  for (const [name, ask] of Object.entries({ http: askHttp, ws: askWs, ioredis: askRedis, pg: askPg })) {
    await ask().then(
      (answer) => console.log(round, name, answer),
      (error) => console.log(round, name, "failed:", error.code, error.syscall, error.message),
    );
  }
}
agent.destroy();
server.close();
server.closeAllConnections();
for (const socket of sockets.clients) socket.terminate();
redisServer.close();
postgres.close();
