import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram, type Outcome } from "../../conformance/command-line.js";

const host = new URL("../../../reference/shims/host/index.js", import.meta.url);
const simulated = new URL("../../../reference/simulated/index.js", import.meta.url);
const preload = new URL("../../../reference/shims/run/preload.js", import.meta.url);

describe("a whole program in virtual time", () => {
  const folder = mkdtempSync(join(tmpdir(), "time-programs-"));
  after(() => rmSync(folder, { recursive: true }));

  /** Runs a program on a reactor; what it says on standard error is no part of what is expected. */
  async function run(text: string, query = "?simulated", flags = ["--expose-internals"]): Promise<Outcome> {
    const file = join(folder, "program.mjs");
    writeFileSync(file, text);
    return runProgram(flags[0] ?? "", [...flags.slice(1), "--import", `${preload.href}${query}`, file]);
  }

  async function says(expected: readonly string[], text: string, query = "?simulated"): Promise<void> {
    const { stdout, stderr } = await run(text, query);
    assert.deepEqual(stdout.split("\n").slice(0, -1), expected, stderr);
  }

  it("is one run for one seed, to the byte, with a day of timers, work of the pool of threads, and http", async () => {
    const text = `
      import http from "node:http";
      import { setTimeout as sleep } from "node:timers/promises";
      import { pbkdf2, randomUUID } from "node:crypto";
      import { readFile } from "node:fs/promises";
      import { promisify } from "node:util";
      import { gzip } from "node:zlib";
      const note = (...what) => console.log(Date.now(), performance.now(), ...what);
      const server = http.createServer(async (request, response) => {
        await promisify(gzip)(Buffer.alloc(100_000));
        await promisify(pbkdf2)("a", "b", 500, 32, "sha256");
        await readFile(new URL(import.meta.url));
        setTimeout(() => response.end(randomUUID()), Math.random() * 200_000);
      }).listen(0);
      const ask = (n) => fetch("http://127.0.0.1:" + server.address().port).then(async (answer) =>
        note(n, await answer.text(), answer.headers.get("date")));
      const hours = setInterval(() => note("an hour"), 3_600_000);
      await Promise.all([1, 2, 3].map(ask));
      await sleep(86_400_000);
      clearInterval(hours);
      server.close(() => note("closed"));
    `;
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => run(text, `?simulated&seed=${seed}`)));
    assert.match(first?.stdout ?? "", /closed\n$/, first?.stderr);
    assert.equal(again?.stdout, first?.stdout);
    assert.notEqual(other?.stdout, first?.stdout);
    const lines = first?.stdout.split("\n") ?? [];
    assert.equal(lines.filter((line) => line.endsWith("an hour")).length >= 24, true);
    assert.match(lines.find((line) => line.endsWith("GMT")) ?? "", /Sat, 01 Jan 2000 00:\d\d:\d\d GMT$/);
  });

  it("waits for what the host is at work with before time goes on", () => says(["compressed", "read", "1 ms"], `
    import { readFile } from "node:fs/promises";
    import { gzip } from "node:zlib";
    setTimeout(() => console.log("1 ms"), 1);
    gzip(Buffer.alloc(5_000_000), () => {
      console.log("compressed");
      readFile(process.execPath).then(() => console.log("read"));
    });
  `));

  it("goes on while it asks again and again whether time has passed", () => says(["10 ms", "polled"], `
    let passed = false;
    setTimeout(() => {
      passed = true;
      console.log("10 ms");
    }, 10);
    const poll = () => passed ? console.log("polled") : setImmediate(poll);
    poll();
  `));

  for (const query of ["?simulated", ""]) {
    it(`goes on behind what its callbacks throw${query === "" ? ", in real time" : ""}`, () => says(
      ["timeout", "immediate", "interval", "last", "beforeExit", "anew", "beforeExit", "exit 0"], `
      process.on("uncaughtException", (error) => console.log(error.message));
      setTimeout(() => { throw new Error("timeout"); }, 1);
      setTimeout(() => setImmediate(() => { throw new Error("immediate"); }), 20);
      const interval = setInterval(() => { clearInterval(interval); throw new Error("interval"); }, 60);
      setTimeout(() => console.log("last"), 120);
      let ends = 0;
      process.on("beforeExit", () => {
        console.log("beforeExit");
        if (ends++ === 0) setImmediate(() => setTimeout(() => console.log("anew"), 1));
        else setTimeout(() => console.log("never"), 1).unref();
      });
      process.on("exit", (code) => console.log("exit", code));
    `, query));
  }

  it("ends where nothing can happen any more, though it listens", () => says(["listening", "exit 0 2000-01-02"], `
    import { createServer } from "node:http";
    createServer().listen(0, () => console.log("listening"));
    setInterval(() => {}, 3_600_000).unref();
    process.on("exit", (code) => console.log("exit", code, new Date().toISOString().slice(0, 10)));
  `));

  it("has the limits that an http server puts on the time of a request", () => says(
    ["HTTP/1.1 408 Request Timeout after 2 minutes"], `
    import { createServer } from "node:http";
    import { connect } from "node:net";
    const server = createServer({ requestTimeout: 3_600_000, headersTimeout: 100_000 }).listen(0, () => {
      const socket = connect(server.address().port, () => socket.write("GET / HTTP/1.1\\r\\n"));
      let answer = "";
      socket.setEncoding("utf8").on("data", (text) => (answer += text)).on("end", () => {
        console.log(answer.split("\\r")[0], "after", Math.round(performance.now() / 60_000), "minutes");
        server.close();
      });
    });
  `));

  it("is not kept alive in real time by what it begins at its end and does not hold", () => says(["beforeExit"], `
    process.on("beforeExit", () => {
      console.log("beforeExit");
      setTimeout(() => console.log("never"), 1).unref();
    });
  `, ""));

  it("has the host's own timers back after an uninstall, those that are pending among them", async () => {
    const file = join(folder, "uninstalls.mjs");
    writeFileSync(file, `
      import { createReactor, simulate } from ${JSON.stringify(simulated.href)};
      import { install } from ${JSON.stringify(host.href)};
      const before = [setTimeout, setImmediate, Date, process.emit];
      const reactor = createReactor({ keepsAlive: false });
      const installed = install(reactor, { world: simulate(reactor), pace: "quiescence", timers: "deep" });
      await new Promise((resolve) => setTimeout(resolve, 86_400_000));
      console.log(new Date().toISOString());
      setTimeout(() => console.log("pending"), 1);
      const { foreign, live } = installed.uninstall();
      const after = [setTimeout, setImmediate, Date, process.emit];
      console.log(foreign, live, before.every((each, at) => each === after[at]));
      setTimeout(() => console.log("last"), 20);
      process.on("beforeExit", () => console.log("beforeExit"));
    `);
    const { stdout, stderr } = await runProgram("--expose-internals", [file]);
    assert.equal(stdout, "2000-01-02T00:00:00.000Z\n[] [] true\npending\nlast\nbeforeExit\n", stderr);
  });

  it("has only its surface in virtual time where internals are not exposed", async () => {
    const { stdout, stderr } = await run(`
      setTimeout(() => console.log(new Date().toISOString()), 86_400_000);
    `, "?simulated", ["--no-warnings"]);
    assert.equal(stdout, "2000-01-02T00:00:00.000Z\n", stderr);
  });

  it("is refused with what is not known", async () => {
    const { code, stderr } = await run("", "?simulated&latency=soon");
    assert.equal(code, 1);
    assert.match(stderr, /RangeError: latency is no number: soon/);
  });
});
