import pg from "pg";

const url = process.env.DATABASE_URL;
const small = url === undefined ? await (await import("./servers/postgres.mjs")).servePostgres() : undefined;
const connectionString = url ?? small.url;

const client = new pg.Client({ connectionString });
client.on("notice", (notice) => console.log(notice.severity, notice.message));
client.on("notification", ({ channel, payload }) => console.log("notified of", channel, payload));
await client.connect();
console.log((await client.query("SELECT 'hello' AS greeting")).rows);
console.log((await client.query("SELECT $1::int + $2::int AS sum", [40, 2])).rows);
console.log((await client.query("SELECT $1::text AS echo", ["Zoë"])).rows, (await client.query(
  "SELECT $1::text AS echo", [null])).rows);
const many = await client.query("SELECT n, n * n AS square FROM generate_series(1, 2000) AS n");
console.log(many.rowCount, many.rows[1999], many.fields.map((field) => field.name));
await client.query("SELECT 1 / 0").catch((error) => console.log(error.code, error.severity, error.message));
await client.query({ name: "sum", text: "SELECT $1::int + $2::int AS sum", values: [1, 2] });
const again = await client.query({ name: "sum", text: "SELECT $1::int + $2::int AS sum", values: [3, 4] });
console.log(again.rows, again.command);
await client.query("DO $$BEGIN RAISE NOTICE 'take notice'; END$$");
await client.query("LISTEN news");
await client.query("NOTIFY news, 'all is well'");
console.log((await client.query("BEGIN")).command, (await client.query("ROLLBACK")).command);
await client.end();

const pool = new pg.Pool({ connectionString, max: 3, idleTimeoutMillis: 30 });
const sums = await Promise.all(Array.from({ length: 10 }, (_, index) =>
  pool.query("SELECT $1::int + $2::int AS sum", [index, index])));
console.log(sums.map(({ rows }) => rows[0].sum).join(" "));
await new Promise((resolve) => {
  pool.on("remove", () => {
    if (pool.totalCount === 0) resolve();
  });
});
console.log("the idle ones left");
await pool.end();

const stranger = new pg.Client({ connectionString: connectionString.replace(":secret@", ":guessed@") });
await stranger.connect().catch((error) => console.log(error.code, error.message));
await small?.close();
