import { createServer } from "node:net";
import { parentPort } from "node:worker_threads";

// A worker that listens with the shortest queue there is, tells its port, and then never accepts: its thread sleeps.
const server = createServer();
server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === "object" ? address?.port : undefined);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
