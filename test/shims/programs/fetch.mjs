import { createServer } from "node:http";

const server = createServer(async (request, response) => {
  let text = "";
  for await (const data of request.setEncoding("utf8")) text += data;
  response.setHeader("x-method", request.method);
  response.end(`${request.url} ${text.length}`);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}`;

const response = await fetch(`${url}/got`);
console.log(response.status, response.headers.get("x-method"), await response.text());
const posted = await fetch(`${url}/posted`, { method: "POST", body: "x".repeat(100_000) });
console.log(posted.status, posted.headers.get("x-method"), await posted.text());
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));

const another = createServer();
await new Promise((resolve) => another.listen(0, "127.0.0.1", resolve));
const { port } = another.address();
await new Promise((resolve) => another.close(resolve));
await fetch(`http://127.0.0.1:${port}/gone`).catch((error) => console.log(error.name, error.message, error.cause.code));
