import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runPlain, runShimmed, type Program } from "./programs.js";

const clients = ["http", "ws", "ioredis", "pg"];
const patient = (rounds: number): Program => ({ file: "patient-clients.mjs", args: [String(rounds)] });

/** What each client said of its failures, each once, in the order of the alphabet. */
function failuresIn(stdout: string): Readonly<Record<string, readonly string[]>> {
  const said = (client: string): readonly string[] =>
    [...stdout.matchAll(new RegExp(`^\\d+ ${client} failed: (.*)$`, "gm"))].map((match) => match[1] ?? "");
  return Object.fromEntries(clients.map((client) => [client, [...new Set(said(client))].sort()]));
}

/** Runs the clients in a world with faults, and gives what they said. */
async function inFaultyWorld(rounds: number, ...faults: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runShimmed(patient(rounds), "--simulated", "--seed", "2", ...faults);
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout;
}

describe("injected faults, over the host shim", () => {
  it("are not there by themselves", async () => {
    const plain = await runPlain(patient(2));
    assert.deepEqual(failuresIn(plain.stdout), { http: [], ws: [], ioredis: [], pg: [] });
    assert.deepEqual(await runShimmed(patient(2), "--simulated"), plain);
  });

  it("reach each client as a connection that was reset, for the same seed in the same places", async () => {
    const [said, again] = await Promise.all([1, 2].map(() => inFaultyWorld(12, "--resets", "0.15")));
    assert.equal(again, said);
    const failures = failuresIn(said ?? "");
    for (const client of clients) assert.ok(failures[client]?.includes("ECONNRESET read read ECONNRESET"), client);
  });

  it("reach each client as a connection that is refused", async () => {
    const failures = failuresIn(await inFaultyWorld(4, "--refusals", "0.5"));
    for (const client of clients) {
      assert.match(String(failures[client]), /^ECONNREFUSED connect connect ECONNREFUSED 127\.0\.0\.1:\d+/, client);
    }
  });

  it("reach each client as its own end of patience, where the way is long", async () => {
    const failures = failuresIn(await inFaultyWorld(1, "--latency", "600"));
    assert.deepEqual(failures, {
      http: ["undefined undefined no answer in time"],
      ws: ["undefined undefined Opening handshake has timed out"],
      ioredis: ["ETIMEDOUT connect connect ETIMEDOUT"],
      pg: ["undefined undefined timeout expired"],
    });
  });
});

describe("the network outside, from a simulated world", () => {
  it("is out of reach, for whatever knocks there", async () => {
    let knocks = 0;
    const server = createServer((_, response) => response.end()).on("connection", () => (knocks += 1));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const socket = createSocket("udp4").on("message", () => (knocks += 1));
    await once(socket.bind(port, "127.0.0.1"), "listening");
    after(() => {
      socket.close();
      server.close();
      server.closeAllConnections();
    });
    const program = { file: "outside.mjs", args: [String(port)] };

    const outcome = await runShimmed(program, "--simulated");
    assert.deepEqual([outcome.code, outcome.stderr], [0, ""]);
    const refused = ["net", "http", "http2", "fetch"].map((way) => `${way}: ECONNREFUSED\n`).join("");
    assert.equal(outcome.stdout, `${refused}dgram: no answer\n`);
    assert.equal(knocks, 0);

    await runPlain(program);
    assert.ok(knocks > 0);
  });
});
