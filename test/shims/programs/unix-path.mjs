import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const directory = mkdtempSync(join(tmpdir(), "unix-path-"));
const socketPath = join(directory, "service.sock");
const shown = (text) => String(text).replaceAll(directory, "DIRECTORY");

const service = http.createServer((request, response) => response.end(`served ${request.url}`));
await new Promise((resolve) => service.listen(socketPath, resolve));
console.log("at", shown(service.address()));
await new Promise((resolve) => http.get({ socketPath, path: "/a" }, (response) => {
  let got = "";
  response.setEncoding("utf8").on("data", (text) => (got += text));
  response.on("end", () => resolve(console.log(got)));
}));
const second = createServer().on("error", ({ code, syscall }) => console.log(code, syscall));
await new Promise((resolve) => second.on("error", resolve).listen(socketPath));
await new Promise((resolve) => service.close(resolve));
await new Promise((resolve) => connect(socketPath).on("error", (error) => {
  console.log(error.code, error.syscall, shown(error.address));
  resolve();
}));
rmSync(directory, { recursive: true });
