import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadSubject } from "../../conformance/agents/js/load-subject.js";
import type { SubjectModule } from "../../conformance/agents/js/subject.js";
import { Bench } from "../../conformance/driver/bench.js";
import { faultySubject } from "../../conformance/driver/made-subject.js";
import { tellsWhat } from "../../conformance/driver/tells.js";
import { faultNamed } from "../../conformance/faulty/fault-names.js";
import type { Fault } from "../../conformance/faulty/fault.js";
import type { Expectation } from "../../conformance/language/scenario.js";
import { judgeExpectations } from "../../conformance/oracle/expectations.js";
import { failureLines } from "../../conformance/report/failure-lines.js";
import { failureOf } from "../../conformance/report/failure.js";
import { styleOf } from "../../conformance/report/style.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { requirements } from "../../spec/requirements.js";
import { report, result } from "./report-fixture.js";

/** One faulty reactor of each chapter on reactors. */
const chosen = [
  "profile.absent", "execution.microtasks", "lifecycle.stop.connections", "timer.order.equal-deadline",
  "connection.lost.after-data", "transport.lose.flushes-while-peer-sends", "flow.read.pause", "connect.fast-peer",
  "error.code", "tcp.reset.behind-data", "unix.listen.untouched", "datagram.received.whole", "tls.session.plain",
  "streams.pause", "resolver.timeout", "thread.pool.order", "embedding.run.returns", "resource.rejections",
  "adapter.read.unclean",
] as const;

/** Set to 1, the texts are written anew instead of compared: read them before they are committed. */
const isRefreshed = process.env["REFRESH_FAILURES"] === "1";

const base = fileURLToPath(new URL("../../reference/simulated/index.js", import.meta.url));
const directory = new URL("../../../test/conformance/failures/", import.meta.url);

function areaOf(id: string): string {
  return id.split(".")[0] ?? id;
}

/** What the pretty report shows to whoever has made this faulty reactor. */
async function failureWith(fault: Fault, module: SubjectModule): Promise<string> {
  const bench = new Bench((await module.createReactor()).profiles);
  const faulty = await faultySubject(module, fault);
  const judged = await bench.judge(faulty, (scenario) => scenario.checks.includes(fault.breaks));
  const own = judged.requirements.find(({ id }) => id === fault.breaks);
  assert.equal(own?.verdict, "fail");
  const failure = failureOf({
    ...report, requirements, result: { ...result, ...judged },
    rerun: (id) => `npx reactor-standard test ./my-reactor.mjs ${id}`,
  }, own);
  return [
    `A reactor that ${fault.does}:`, "",
    `FAIL  ${failure.id} (${failure.level})`, ...failureLines(failure, styleOf(false)).map((line) => `  ${line}`), "",
  ].join("\n");
}

describe("what a failing requirement shows", () => {
  let module: SubjectModule;
  before(async () => {
    module = await loadSubject(base);
  });

  for (const name of chosen) {
    it(`of a reactor that breaks ${name}`, async () => {
      const fault = faultNamed(name);
      assert.ok(fault);
      const shown = await failureWith(fault, module);
      const file = new URL(`${areaOf(name)}.txt`, directory);
      if (isRefreshed) writeFileSync(file, shown);
      assert.equal(shown, readFileSync(file, "utf8"));
    });
  }

  it("is pinned for every chapter on reactors", () => {
    assert.deepEqual(readdirSync(directory).sort(), chosen.map((name) => `${areaOf(name)}.txt`).sort());
    const chapters = (ids: readonly string[]): ReadonlySet<string> =>
      new Set(requirements.filter(({ id }) => ids.includes(id)).map(({ chapter }) => chapter));
    const ofReactors = requirements.filter(({ profile, test }) =>
      profile !== "agent" && profile !== "shim" && test.kind === "scenario");
    assert.deepEqual(chapters(chosen), chapters(ofReactors.map(({ id }) => id)));
  });
});

describe("what is found against a requirement", () => {
  const found = (expect: Expectation): readonly string[] =>
    scenarios.slice(0, 1).flatMap((scenario) => judgeExpectations({ ...scenario, expect: [expect] }, []))
      .map(({ says }) => says);

  it("names what did not come, whatever a scenario expects", () => {
    let count = 0;
    for (const scenario of scenarios) {
      for (const says of scenario.expect.flatMap(found)) {
        const [expected = "", seen = ""] = says.split(/; (?!.*; )/s);
        assert.match(expected, /^expected that /, scenario.id);
        assert.ok(tellsWhat(seen), `${scenario.id}: ${says}`);
        assert.doesNotMatch(says, /\{"|"\$|: undefined\b/, `${scenario.id}: ${says}`);
        count++;
      }
    }
    assert.ok(count > 1000, String(count));
  });

  it("is never only that time has passed", () => {
    for (const says of [
      "timeout of 2000 ms exceeded", "timed out", "it took longer than 3 s", "nothing happened for 0.3 s",
      "it was ended before its time",
    ]) assert.ok(!tellsWhat(says), says);
    for (const says of [
      'waited for the mark "done", and nothing happened for 3 s', "dataReceived was entered before write returned",
      "now() went back from 5 to 3, by 2 ms", "3 more open descriptors were left than before",
    ]) assert.ok(tellsWhat(says), says);
  });
});
