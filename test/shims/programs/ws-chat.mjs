import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

const server = createServer((_, response) => response.writeHead(426).end());
const chat = new WebSocketServer({ server, path: "/chat", perMessageDeflate: { threshold: 100 } });
const book = [];
chat.on("connection", (socket, request) => {
  book.push(`${request.headers["x-name"]} came`);
  socket.on("message", (data, isBinary) => {
    if (isBinary) socket.send(Buffer.from(data).reverse(), { binary: true });
    else for (const each of chat.clients) each.send(`${request.headers["x-name"]}: ${data}`);
  });
  socket.on("close", (code, reason) => book.push(`${request.headers["x-name"]} left ${code} ${reason}`));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `ws://localhost:${server.address().port}`;

class Member {
  #heard = [];
  #waiting = [];

  constructor(name) {
    this.name = name;
    this.socket = new WebSocket(`${url}/chat`, { headers: { "x-name": name } });
    this.socket.on("message", (data, isBinary) => {
      this.#heard.push(isBinary ? data : data.toString());
      this.#waiting.shift()?.();
    });
  }

  async open() {
    await new Promise((resolve) => this.socket.once("open", resolve));
    return this;
  }

  async hears() {
    if (this.#heard.length === 0) await new Promise((resolve) => this.#waiting.push(resolve));
    return this.#heard.shift();
  }
}

const ann = await new Member("Ann").open();
const bob = await new Member("Bob").open();
ann.socket.send("hello");
console.log("Ann hears", await ann.hears());
console.log("Bob hears", await bob.hears());
bob.socket.send(Buffer.from([1, 2, 3]));
console.log("Bob hears", [...(await bob.hears())]);
bob.socket.send("long ".repeat(20_000));
console.log("Ann hears", (await ann.hears()).length, ann.socket.extensions);
console.log("Bob hears", (await bob.hears()).length);
ann.socket.ping("are you there");
console.log("Ann hears a pong:", (await new Promise((resolve) => ann.socket.once("pong", resolve))).toString());

const lost = new WebSocket(`${url}/elsewhere`);
console.log(await new Promise((resolve) => lost.on("error", (error) => resolve(error.message))));

const left = (member) => new Promise((resolve) => member.socket.on("close", resolve));
const gone = left(ann);
ann.socket.close(1000, "bye");
console.log("Ann left", await gone);
const killed = left(bob);
for (const each of chat.clients) each.terminate();
console.log("Bob left", await killed);
await new Promise((resolve) => chat.close(resolve));
await new Promise((resolve) => server.close(resolve));
console.log(book);
