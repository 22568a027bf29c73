import http from "node:http";

const server = http.createServer((request, response) => {
  if (request.url === "/chunks") {
    response.writeHead(200, { "content-type": "text/plain" });
    let left = 3;
    const beat = setInterval(() => {
      response.write(`chunk ${left}\n`);
      left -= 1;
      if (left > 0) return;
      clearInterval(beat);
      response.addTrailers({ "x-chunks": "3" });
      response.end();
    }, 5);
  } else if (request.url === "/upload") {
    let size = 0;
    request.on("data", (data) => (size += data.length));
    request.on("end", () => response.end(`took ${size} bytes`));
  } else if (request.url === "/slow") {
    setTimeout(() => response.end("too late"), 5000).unref();
  } else {
    response.end(`${request.method} ${request.url}`);
  }
});
let connections = 0;
server.on("connection", () => (connections += 1));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address();

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function request(path, { body, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = http.request({ port, host: "127.0.0.1", path, agent, ...options });
    outgoing.on("error", reject);
    outgoing.on("timeout", () => outgoing.destroy(new Error("the request timed out")));
    outgoing.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (data) => (text += data));
      response.on("end", () => resolve({ response, text, reused: outgoing.reusedSocket }));
    });
    outgoing.end(body);
  });
}

for (const path of ["/one", "/two", "/three"]) {
  const { response, text, reused } = await request(path);
  console.log(response.statusCode, text, reused ? "on the connection of before" : "on a new connection");
}
const { text, response } = await request("/chunks");
console.log(JSON.stringify(text), response.trailers["x-chunks"]);
console.log((await request("/upload", { method: "POST", body: Buffer.alloc(300_000, "x") })).text);
console.log((await Promise.all(["/a", "/b", "/c"].map((path) => request(path)))).map((each) => each.text).join(", "));
await new Promise((resolve) => http.get(`http://localhost:${port}/get`, (answer) => {
  let got = "";
  answer.setEncoding("utf8").on("data", (data) => (got += data));
  answer.on("end", () => resolve(console.log(got)));
}));
await request("/slow", { timeout: 50 }).catch((error) => console.log(error.message));
agent.destroy();
console.log(connections, "connections");
await new Promise((resolve) => server.close(resolve));
await request("/gone").catch((error) => console.log(error.code, error.syscall, error.address));
