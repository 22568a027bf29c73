import { createServer } from "node:net";
import { monitor } from "../../conformance/monitor/monitor.js";
import { createReactor } from "../../reference/node/index.js";
import type { Transport } from "../../spec/reactor.js";

// Echoes in a process of its own, so that its processor time can be told from that of whoever loads it. Its argument is
// how: `net`, `reference` or `monitored`. It tells its port, and, whenever it is asked, how much of the processor's time
// it has used.

const tell = (message: object): void => void process.send?.(message);

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  tell({ cpuUs: user + system });
});

if (process.argv[2] === "net") {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("data", (data) => void socket.write(data));
    socket.on("error", () => socket.destroy());
  });
  server.listen(0, "127.0.0.1", () => tell({ port: Object(server.address())["port"] }));
} else {
  const plain = createReactor();
  const reactor = process.argv[2] === "monitored" ? monitor(plain).reactor : plain;
  const listening = reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, () => {
    let transport: Transport | null = null;
    return {
      connectionMade(made) {
        transport = made;
      },
      dataReceived(data) {
        transport?.write(data);
      },
    };
  });
  void listening.then(({ address }) => tell({ port: Object(address)["port"] }));
  void reactor.run();
}
