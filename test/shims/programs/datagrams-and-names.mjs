import { createSocket } from "node:dgram";
import { lookup } from "node:dns";
import { lookup as lookUp } from "node:dns/promises";
import { once } from "node:events";

console.log(await lookUp("localhost", { family: 4 }), await lookUp("127.0.0.1"));
await new Promise((resolve) => lookup("localhost", { family: 4, all: true }, (error, addresses) => {
  console.log(error, addresses);
  resolve();
}));
console.log(await lookUp("::1", { all: true }));

const server = createSocket("udp4");
server.on("message", (message, { address, family, size, port }) => {
  server.send(`${size} bytes from ${address} ${family}`, port, address);
});
server.bind(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();

const client = createSocket({ type: "udp4" });
for (const text of ["", "one", "x".repeat(1200)]) {
  client.send(text, port, "localhost");
  const [answer] = await once(client, "message");
  console.log(answer.toString());
}
const answered = once(client, "message");
const parts = [Buffer.from("in "), Buffer.from("parts")];
console.log(await new Promise((resolve) => client.send(parts, port, "127.0.0.1", (...sent) => resolve(sent))));
console.log((await answered).at(0).toString());
client.close();
await once(client, "close");

const connected = createSocket("udp4");
connected.connect(port, "127.0.0.1");
await once(connected, "connect");
console.log(connected.remoteAddress().address, connected.remoteAddress().port === port);
connected.send("connected");
console.log((await once(connected, "message")).at(0).toString());
connected.close();
server.close(() => console.log("closed"));
await once(server, "close");
try {
  server.send("late", port);
} catch (error) {
  console.log(error.code);
}
