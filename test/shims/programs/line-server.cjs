"use strict";
// CommonJS, destructured: what it has of net and of the timers it took at load.
const { createServer, connect, Socket, isIP } = require("net");
const { setTimeout: later, clearTimeout } = require("timers");
const { promisify } = require("util");

const sleep = promisify(setTimeout);
const log = console.log;

class LineSocket extends Socket {
  constructor(options) {
    super(options);
    this.text = "";
    this.setEncoding("utf8").on("data", (data) => {
      const lines = (this.text + data).split("\n");
      this.text = lines.pop();
      for (const line of lines) this.emit("line", line);
    });
  }
}

const server = createServer({ allowHalfOpen: true }, (socket) => {
  let idle = later(() => socket.end("you were silent for too long\n"), 60);
  const lines = [];
  socket.setEncoding("utf8");
  socket.on("data", (data) => {
    clearTimeout(idle);
    idle = later(() => socket.end("you were silent for too long\n"), 60);
    lines.push(data);
  });
  socket.on("end", () => {
    clearTimeout(idle);
    for (const line of lines.join("").split("\n").filter(Boolean)) socket.write(`${[...line].reverse().join("")}\n`);
    socket.end();
  });
});

server.listen({ port: 0, host: "127.0.0.1" }, async () => {
  const { port, address, family } = server.address();
  log("listening on", address, family);

  const client = new LineSocket();
  client.on("line", (line) => log("line:", line));
  client.connect(port, "127.0.0.1", () => {
    log("connected", client.remoteAddress, isIP(client.localAddress), client.remotePort === port, client.readyState);
    client.write("stressed\n");
    client.end("desserts\n");
  });
  client.on("end", () => log("ended", client.bytesRead, client.bytesWritten));
  await new Promise((resolve) => client.on("close", resolve));

  const silent = new LineSocket();
  silent.connect({ port, host: "127.0.0.1" });
  silent.on("line", (line) => log("line:", line));
  await new Promise((resolve) => silent.on("close", (hadError) => resolve(log("closed", hadError))));

  await sleep(5);
  const watched = connect(port, "127.0.0.1");
  watched.setTimeout(10, () => {
    log("timed out");
    watched.destroy();
  });
  await new Promise((resolve) => watched.on("close", resolve));

  server.close(() => {
    log("no longer listening", server.listening);
    connect(port, "127.0.0.1").on("error", (error) => {
      log(error.code, error.syscall, error.address, error.port === port, error instanceof Error);
    });
  });
});
