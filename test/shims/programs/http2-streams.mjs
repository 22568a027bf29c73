import { once } from "node:events";
import { connect, constants, createServer } from "node:http2";

const server = createServer({ settings: { initialWindowSize: 20_000 } });
server.on("stream", (stream, headers) => {
  if (headers[":path"] === "/cancelled") {
    stream.close(constants.NGHTTP2_CANCEL);
    return;
  }
  stream.respond({ ":status": 200, "x-path": headers[":path"] });
  stream.pipe(stream);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const session = connect(`http://127.0.0.1:${server.address().port}`);
session.on("error", (error) => console.log(error.code));

async function echo(path, body) {
  const stream = session.request({ ":path": path, ":method": "POST" });
  let size = 0;
  stream.on("data", (data) => (size += data.length));
  const ended = once(stream, "end");
  stream.end(body);
  const [headers] = await once(stream, "response");
  await ended;
  return `${headers[":status"]} ${headers["x-path"]} ${size} bytes`;
}

console.log(await Promise.all([echo("/small", "x"), echo("/large", Buffer.alloc(200_000)), echo("/none")]));
session.ping(Buffer.from("pingping"), (error, _, payload) => console.log(error, payload.toString()));
const cancelled = session.request({ ":path": "/cancelled" });
await new Promise((resolve) => cancelled.on("close", resolve));
console.log("cancelled with", cancelled.rstCode);
session.close();
await once(session, "close");
server.close(() => console.log("closed"));
