import { readFileSync } from "node:fs";
import https from "node:https";

const pem = (name) => readFileSync(new URL(`./servers/${name}.pem`, import.meta.url));
const server = https.createServer({ cert: pem("certificate"), key: pem("key") }, (request, response) => {
  response.end(`${request.socket.encrypted ? "secret" : "public"} ${request.url}`);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const agent = new https.Agent({ keepAlive: true, ca: pem("authority") });

function get(path, options = {}) {
  return new Promise((resolve, reject) => {
    const request = https.get({ host: "localhost", port: server.address().port, path, agent, ...options }, (response) => {
      const certificate = request.socket.getPeerCertificate();
      let text = "";
      response.setEncoding("utf8").on("data", (data) => (text += data));
      response.on("end", () => resolve({ text, certificate, reused: request.reusedSocket }));
    });
    request.on("error", reject);
  });
}

const first = await get("/one");
console.log(first.text);
console.log(first.certificate.subject.CN, first.certificate.subjectaltname);
const second = await get("/two");
console.log(second.text, second.reused ? "on the connection of before" : "on a new connection");
await get("/untrusted", { agent: new https.Agent() }).catch((error) => console.log(error.code));
await get("/misnamed", { servername: "elsewhere.example" }).catch((error) => console.log(error.code));
agent.destroy();
server.close(() => console.log("closed"));
