import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

// A worker that listens with the shortest queue there is, tells its port, and then does not accept: its thread sleeps.
// Once it is woken it accepts, tells who connected, and holds each connection.
const server = createServer((socket) => {
  socket.on("error", () => undefined);
  parentPort?.postMessage({ host: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 });
});
server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === "object" ? address?.port : undefined);
  Atomics.wait(workerData as Int32Array, 0, 0);
});
