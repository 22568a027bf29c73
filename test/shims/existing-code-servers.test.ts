import assert from "node:assert/strict";
import { runPlain } from "./programs.js";
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

    before(async () => {
      server = await kind.start();
    });

    after(() => server.close());

    it("is answered as by the small server of these tests", async () => {
      const [real, small] = await Promise.all([runPlain({ file, env: { [variable]: server.url } }), runPlain({ file })]);
      assert.deepEqual([real.code, real.stderr], [0, ""]);
      assert.equal(real.stdout, small.stdout);
    });
  });
}
