import assert from "node:assert/strict";
import { runPlain, runShimmed, type Outcome, type Program } from "./programs.js";

/** With what Node says of it; a program that takes long in real time is told there to be quicker. */
interface Case extends Program {
  readonly about: string;
  readonly quicker?: readonly string[];
}

const cases: readonly Case[] = [
  { file: "the-post.mjs", about: "the post's program" },
  { file: "http-keep-alive.mjs", about: "http with an agent that keeps connections" },
  { file: "https.mjs", about: "https" },
  { file: "express-service.mjs", about: "express" },
  { file: "ws-chat.mjs", about: "ws" },
  { file: "redis-client.mjs", about: "ioredis" },
  { file: "pg-client.mjs", about: "pg" },
  { file: "fetch.mjs", about: "the global fetch" },
  { file: "line-server.cjs", about: "CommonJS with destructured modules, captured timers and a class of its own" },
  { file: "backpressure.mjs", about: "named imports, and a pipeline that has to wait" },
  { file: "datagrams-and-names.mjs", about: "dgram and dns" },
  { file: "http2-streams.mjs", about: "http2" },
  { file: "unix-path.mjs", about: "servers at a path" },
  { file: "contexts.mjs", about: "async contexts" },
  { file: "cut-connections.mjs", about: "clients whose connections are reset" },
  { file: "a-day-of-timers.mjs", about: "a day of timers", quicker: ["1"] },
];

function onlySays(outcome: Outcome, stdout: string): void {
  assert.deepEqual(outcome, { code: 0, stdout, stderr: "" });
}

describe("existing code, over the host shim", () => {
  for (const { about, quicker = [], ...program } of cases) {
    describe(`${program.file}: ${about}`, () => {
      let plain = "";

      before(async () => {
        const outcome = await runPlain({ ...program, args: quicker });
        plain = outcome.stdout;
        assert.notEqual(plain, "");
        onlySays(outcome, plain);
      });

      it("does on the Node reactor what it does without a shim", async () => {
        onlySays(await runShimmed({ ...program, args: quicker }), plain);
      });

      it("does so on the simulated reactor, where reads and writes come in parts", async () => {
        const parts = ["--partial-reads", "0.5", "--partial-writes", "0.5"];
        onlySays(await runShimmed(program, "--simulated", "--seed", "7", ...parts), plain);
      });
    });
  }

  it("passes a day of timers in less than a second of processor time", async () => {
    const teller = `process.on("exit", () => {
      if (process.argv[1]?.endsWith("timers.mjs")) console.error(JSON.stringify(process.cpuUsage()));
    });`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(teller)}` };
    const { code, stderr } = await runShimmed({ file: "a-day-of-timers.mjs", env }, "--simulated");
    const { user, system } = JSON.parse(stderr) as NodeJS.CpuUsage;
    assert.equal(code, 0);
    assert.ok(user + system < 1e6, stderr);
  });

  it("has the same times and the same chances for the same seed, and others for another", async () => {
    const program = { file: "chances-and-clocks.mjs" };
    const [once, again, other] = await Promise.all(["7", "7", "8"].map((seed) =>
      runShimmed(program, "--simulated", "--seed", seed)));
    assert.ok(once !== undefined && again !== undefined && other !== undefined);
    assert.deepEqual([once.code, once.stderr, other.code, other.stderr], [0, "", 0, ""]);
    assert.ok(once.stdout.split("\n").length > 10);
    assert.equal(again.stdout, once.stdout);
    assert.notEqual(other.stdout, once.stdout);
  });
});
