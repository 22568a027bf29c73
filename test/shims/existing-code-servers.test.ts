import assert from "node:assert/strict";
import { runPlain, runShimmed, type Outcome } from "./programs.js";
import { postgresServer, redisServer, type RealServer } from "./real-servers.js";

const clients = [
  { file: "redis-client.mjs", variable: "REDIS_URL", kind: redisServer },
  { file: "pg-client.mjs", variable: "DATABASE_URL", kind: postgresServer },
];

for (const { file, variable, kind } of clients) {
  describe(`${file} against the real server`, () => {
    if (kind.lacks !== null) {
      it(`was not tried: ${kind.lacks} is not installed`);
      return;
    }
    let server: RealServer;
    let plain: Outcome;

    before(async () => {
      server = await kind.start();
      plain = await runPlain({ file, env: { [variable]: server.url } });
    });

    after(() => server.close());

    it("is answered as by the small server of these tests", async () => {
      assert.deepEqual([plain.code, plain.stderr], [0, ""]);
      assert.deepEqual(await runPlain({ file }), plain);
    });

    it("is answered so over the host shim, on the Node reactor", async () => {
      assert.deepEqual(await runShimmed({ file, env: { [variable]: server.url } }), plain);
    });
  });
}
