import http from "node:http";
import express from "express";

const notes = new Map();
const app = express();
app.use(express.json());
app.use((request, response, next) => {
  response.set("x-path", request.path);
  next();
});
app.get("/notes/:name", (request, response) => {
  const note = notes.get(request.params.name);
  if (note === undefined) response.status(404).json({ error: "no such note" });
  else response.json(note);
});
app.put("/notes/:name", async (request, response) => {
  await new Promise((resolve) => setTimeout(resolve, 2));
  notes.set(request.params.name, request.body);
  response.status(201).location(`/notes/${request.params.name}`).end();
});
app.get("/broken", async () => {
  await null;
  throw new Error("it broke");
});
app.get("/many", (_, response) => response.type("text").send("0123456789".repeat(20_000)));
app.use((error, _request, response, _next) => {
  response.status(error.status ?? 500).json({ error: error.message });
});
const server = app.listen(0, "127.0.0.1");
await new Promise((resolve) => server.on("listening", resolve));

const agent = new http.Agent({ keepAlive: true });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const options = { host: "localhost", port: server.address().port, method, path, agent, headers };
    const request = http.request(options, (response) => {
      const parts = [];
      response.on("data", (data) => parts.push(data));
      response.on("end", () => resolve({ response, text: Buffer.concat(parts).toString() }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function show(method, path, body) {
  const { response, text } = await call(method, path, body);
  const { location = "", etag = "", "x-path": from } = response.headers;
  console.log(method, from, response.statusCode, text.length > 100 ? `${text.length} bytes` : text, location, etag);
}

await show("GET", "/notes/first");
await show("PUT", "/notes/first", JSON.stringify({ text: "buy bread" }));
await show("GET", "/notes/first");
await show("PUT", "/notes/second", "{ not JSON");
await show("GET", "/broken");
await show("GET", "/many");
await Promise.all([..."abcdef"].map((name) => call("PUT", `/notes/${name}`, JSON.stringify({ name }))));
console.log([...notes.keys()].sort().join(" "));
agent.destroy();
server.close(() => console.log("closed"));
