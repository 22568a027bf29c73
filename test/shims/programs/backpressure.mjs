// ES modules, by name: a stream that is piped to one that nobody reads for a while.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

const block = Buffer.from("0123456789abcdef".repeat(4096));
const blocks = Array.from({ length: 100 }, () => block);

const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");

async function write() {
  const socket = connect(server.address().port, "127.0.0.1");
  let drains = 0;
  socket.on("drain", () => (drains += 1));
  await pipeline(Readable.from(blocks), socket);
  return `${socket.bytesWritten} bytes written ${drains > 0 ? "with pauses" : "at once"}`;
}

async function read() {
  const [socket] = await once(server, "connection");
  server.close();
  await sleep(20);
  const hash = createHash("sha256");
  for await (const data of socket) hash.update(data);
  return `${socket.bytesRead} bytes read, ${hash.digest("hex").slice(0, 16)}`;
}

console.log(await Promise.all([write(), read()]));
