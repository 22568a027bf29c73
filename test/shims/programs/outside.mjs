// Knocks at a port of this machine in every way that Node has: `node outside.mjs PORT`.
import { createSocket } from "node:dgram";
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { connect } from "node:net";

const port = Number(process.argv[2]);
const host = "127.0.0.1";

async function knock(way, knocks) {
  await knocks().then(
    () => console.log(`${way}: somebody is there`),
    (error) => console.log(`${way}: ${error.cause?.code ?? error.code ?? error.message}`),
  );
}

await knock("net", async () => {
  const socket = connect(port, host);
  await once(socket, "connect");
  socket.destroy();
});
await knock("http", async () => {
  const [response] = await once(http.get({ host, port, agent: false }), "response");
  response.resume();
});
await knock("http2", async () => {
  const session = http2.connect(`http://${host}:${port}`);
  await once(session, "connect");
  session.destroy();
});
await knock("fetch", async () => {
  const response = await fetch(`http://${host}:${port}`, { headers: { connection: "close" } });
  await response.text();
});
await knock("dgram", async () => {
  const socket = createSocket("udp4");
  const heard = Promise.race([once(socket, "message"), new Promise((_, reject) => {
    setTimeout(() => reject(new Error("no answer")), 300);
  })]);
  socket.send("knock", port, host);
  await heard.finally(() => socket.close());
});
