import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf } from "../../conformance/report/canonical-json.js";
import type { JsonReport } from "../../conformance/report/json.js";
import { verifyReport } from "../../conformance/report/verify-report.js";
import { runHere } from "./command-line.js";

describe("merge", () => {
  let directory: string;
  let shards: readonly string[];

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "merge-"));
    shards = await played(3);
  });
  after(() => rmSync(directory, { recursive: true }));

  const file = (name: string): string => join(directory, `${name}.json`);
  const read = (path: string): JsonReport => JSON.parse(readFileSync(path, "utf8")) as JsonReport;

  /** Judges a subject that fails some of the rules, and leaves the report in a file. */
  async function judged(name: string, ...args: readonly string[]): Promise<string> {
    await runHere("test", "--in-process", "odd-seeds.mjs", "timer", "--seed", "1", ...args,
      "--reporter", `json=${file(name)}`);
    return file(name);
  }

  /** The files of all shards of such a run. */
  async function played(of: number, ...args: readonly string[]): Promise<readonly string[]> {
    const paths: string[] = [];
    for (let index = 1; index <= of; index++) {
      paths.push(await judged(`${index}-of-${of}`, "--shard", `${index}/${of}`, ...args));
    }
    return paths;
  }

  /** The same report with a part of it changed, in a file of this name; its digest is made again. */
  function altered(path: string, name: string, change: (report: JsonReport) => Partial<JsonReport>): string {
    const { digest: _, ...report } = { ...read(path), ...change(read(path)) };
    writeFileSync(file(name), JSON.stringify({ ...report, digest: digestOf(report) }));
    return file(name);
  }

  async function refuses(says: string | RegExp, ...paths: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await runHere("merge", ...paths);
    assert.deepEqual([code, stdout], [2, ""]);
    if (typeof says === "string") assert.equal(stderr, `reactor-standard: ${says}\n`);
    else assert.match(stderr, says);
    assert.equal(stderr.split("\n").length, 2);
  }

  /** All that a report says, but for when things happened. */
  function saidIn({ terms, requirements, summary, stale, exitCode, scenarios }: JsonReport): unknown {
    return {
      terms, summary, stale, exitCode,
      scenarios: scenarios.map(({ scenario, repeat, outcome }) => [scenario, repeat, outcome]),
      requirements: requirements.map(({ id, verdict, scenarios: own, outcomes }) => ({ id, verdict, own, outcomes })),
    };
  }

  it("says of all shards what is said of the whole, in whatever order they come", async () => {
    const whole = read(await judged("whole"));
    for (const paths of [shards, [...shards].reverse(), await played(1)]) {
      const { code, stderr } = await runHere("merge", ...paths, "--reporter", `json=${file("merged")}`);
      assert.deepEqual([code, stderr], [1, ""]);
      const merged = read(file("merged"));
      assert.deepEqual(saidIn(merged), saidIn(whole));
      assert.deepEqual(verifyReport(merged).problems, []);
    }
  });

  it("counts the rounds of all shards", async () => {
    const whole = read(await judged("rounds", "--repeat", "2"));
    const paths = await played(2, "--repeat", "2");
    await runHere("merge", ...paths, "--reporter", `json=${file("merged")}`);
    assert.deepEqual(saidIn(read(file("merged"))), saidIn(whole));
  });

  it("reports as test does", async () => {
    const { code, stdout, stderr } = await runHere("merge", ...shards);
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /\nplayed: seed 1\n/);
    assert.match(stdout, /\n {2}again: npx reactor-standard test SUBJECT timer\.once\n/);
    assert.match(stdout, /\nodd-seeds does not conform: /);
  });

  it("refuses what is not all shards of one run", async () => {
    const [first = "", second = "", third = ""] = shards;
    await refuses("REPORT is missing: the JSON reports of all shards of a run");
    await refuses("shard 2 of 3 is missing", first, third);
    await refuses(`${second}: shard 2 of 3 is in ${second} already`, first, second, third, second);
    await refuses(`${file("whole")}: it is no shard, but whole`, first, file("whole"));
    await refuses(`${file("1-of-1")}: how it was judged is not that of ${first}`, first, file("1-of-1"));
    await refuses("nowhere.json: no such file", first, "nowhere.json");
    await refuses(/^reactor-standard: stale\.subject\.json: no report: /, first, "stale.subject.json");
  });

  it("refuses shards of another subject, kit, standard or host, or judged in another way", async () => {
    const [first = "", second = "", third = ""] = shards;
    const other = (name: string, change: (report: JsonReport) => Partial<JsonReport>, part: string): Promise<void> =>
      refuses(`${file(name)}: ${part} is not that of ${first}`, first, altered(second, name, change), third);
    await other("subject", ({ subject }) => ({ subject: { ...subject, version: "2" } }), "its subject");
    await other("kit", ({ kit }) => ({ kit: { ...kit, version: "99.0.0" } }), "its version of the kit");
    await other("spec", ({ spec }) => ({ spec: { ...spec, version: "99.0.0" } }), "its version of the standard");
    await other("terms", ({ terms }) => ({ terms: { ...terms, strict: true } }), "how it was judged");
    const on = (changes: Partial<JsonReport["environment"]>) => ({ environment }: JsonReport): Partial<JsonReport> =>
      ({ environment: { ...environment, ...changes } });
    await other("host", on({ platform: "other" }), "its environment");
    assert.equal((await runHere("merge", first, altered(second, "larger", on({ cpus: 64 })), third)).code, 1);
  });

  it("refuses a shard that was changed", async () => {
    const [first = "", second = "", third = ""] = shards;
    const better = altered(second, "better", ({ requirements }) => ({
      requirements: requirements.map((each) => each.verdict === "fail" ? { ...each, verdict: "pass" } : each),
    }));
    await refuses(/better\.json: it is not what test wrote: timer\.\S+: the report says pass, its scenarios say fail/,
      first, better, third);
    const shorter = altered(third, "shorter", ({ scenarios }) => ({ scenarios: scenarios.slice(1) }));
    await refuses(/shorter\.json: it is not what test wrote: timer\.\S+ of the standard is not in it$/m,
      first, second, shorter);
  });
});
