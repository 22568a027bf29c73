// Each task has a context of its own, whatever it waits for.
import { AsyncLocalStorage } from "node:async_hooks";
import { createSocket } from "node:dgram";
import { lookup } from "node:dns";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const task = new AsyncLocalStorage();
const seen = [];
const note = (what) => seen.push(`${task.getStore()} ${what}`);

const server = createServer((socket) => socket.pipe(socket));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();

async function work(name) {
  setTimeout(() => note("setTimeout"), 2);
  setImmediate(() => note("setImmediate"));
  process.nextTick(() => note("nextTick"));
  let ticks = 0;
  const interval = setInterval(() => {
    note("setInterval");
    if (++ticks === 2) clearInterval(interval);
  }, 3);
  await sleep(1);
  note("timers/promises");
  await new Promise((resolve) => lookup("localhost", () => resolve(note("lookup"))));
  const socket = connect(port, "127.0.0.1", () => note("connect"));
  socket.setTimeout(5, () => {
    note("idle");
    socket.end();
  });
  socket.write(name, () => note("write"));
  socket.once("data", () => note("data"));
  await new Promise((resolve) => socket.on("close", () => resolve(note("close"))));
  const datagrams = createSocket("udp4");
  await new Promise((resolve) => datagrams.bind(0, "127.0.0.1", () => resolve(note("bind"))));
  const message = new Promise((resolve) => datagrams.on("message", () => resolve(note("message"))));
  await new Promise((resolve) => {
    datagrams.send(name, datagrams.address().port, "127.0.0.1", () => resolve(note("send")));
  });
  await message;
  await new Promise((resolve) => datagrams.close(() => resolve(note("closed"))));
  note("the end");
}

await Promise.all(["first", "second", "third"].map((name) => task.run(name, work, name)));
server.close();
for (const name of ["first", "second", "third", "undefined"]) {
  console.log(name, seen.filter((each) => each.startsWith(name)).map((each) => each.slice(name.length + 1)).sort().join(", "));
}
