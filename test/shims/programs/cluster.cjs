// A cluster of one worker, which answers a client that is a process of its own.

const { execFile } = require("node:child_process");
const cluster = require("node:cluster");
const http = require("node:http");

if (cluster.isPrimary) {
  const worker = cluster.fork();
  worker.on("listening", ({ port }) => {
    const client = `require("node:http").get("http://127.0.0.1:${port}", (answer) => answer.pipe(process.stdout))`;
    execFile(process.execPath, ["--eval", client], (error, stdout) => {
      console.log(error?.message ?? stdout);
      worker.kill();
    });
  });
} else {
  http.createServer((_request, response) => response.end("the worker answers")).listen(0, "127.0.0.1");
}
