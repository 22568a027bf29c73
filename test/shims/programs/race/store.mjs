// A store behind a socket, with a request in a line and its answer in a line: `get KEY`, `set KEY VALUE`.
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";

export async function serveStore(values) {
  const server = createServer((socket) => {
    createInterface({ input: socket }).on("line", (line) => {
      const [verb, key, value] = line.split(" ");
      if (verb === "set") values.set(key, value);
      socket.write(`${values.get(key)}\n`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

export class StoreClient {
  #waiting = [];
  #socket;

  constructor(port) {
    this.#socket = connect(port, "127.0.0.1");
    createInterface({ input: this.#socket }).on("line", (line) => this.#waiting.shift()(line));
  }

  get(key) {
    return this.#ask(`get ${key}`);
  }

  set(key, value) {
    return this.#ask(`set ${key} ${value}`);
  }

  close() {
    this.#socket.end();
  }

  #ask(line) {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#socket.write(`${line}\n`);
    });
  }
}
