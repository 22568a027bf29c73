import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { digestOf } from "../../conformance/report/canonical-json.js";
import { jsonReport } from "../../conformance/report/json.js";
import type { Report } from "../../conformance/report/report.js";
import { compare, countsOf, remarksOn } from "../../conformance/results/comparison.js";
import { flawOfResult, resultFileOf } from "../../conformance/results/read-result.js";
import { flawForResult, resultOf, resultText, textDigest, type Result } from "../../conformance/results/result.js";
import { standingOf } from "../../conformance/results/standing.js";
import { withoutPlaces } from "../../conformance/results/without-places.js";
import { requirements as allRequirements } from "../../spec/requirements.js";
import { report, requirement, result as run } from "./report-fixture.js";

const requirements = report.requirements;

function resultFrom(changes: Partial<Report["result"]> = {}): Result {
  return resultOf(jsonReport({ ...report, result: { ...run, ...changes } }), requirements);
}

/** The result with its digest made again, as one who changes it would. */
function sealed({ digest: _, ...rest }: Result): Result {
  return { ...rest, digest: digestOf(rest) };
}

describe("a result", () => {
  it("has the verdicts on what is claimed, with reasons, and says of which report they are", () => {
    const made = resultFrom();
    assert.deepEqual(made.requirements.map(({ id, verdict, reason, link }) => [id, verdict, reason, link]), [
      ["timer.active", "pass", undefined, undefined], ["timer.once", "fail", "called twice", undefined],
      ["timer.cancel", "fail", "waited for a mark", undefined],
      ["timer.many", "deviation", "It scrambles.", "https://example.org/1"],
      ["execution.serial", "error", "the agent broke", undefined],
      ["tcp.a", "skip", "the profile tcp is not claimed", undefined],
      ["tcp.b", "skip", "the profile tcp is not claimed", undefined],
    ]);
    assert.equal(made.report, jsonReport(report).digest);
    assert.match(made.date, /^\d{4}-\d\d-\d\d$/);
    assert.match(made.environment.release, /^[\d.]+$/);
  });

  it("is as its schema says, which another validator reads alike", () => {
    const schema = JSON.parse(readFileSync(
      new URL("../../../conformance/results/result.schema.json", import.meta.url), "utf8")) as object;
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const value = JSON.parse(resultText(resultFrom())) as unknown;
    assert.ok(validate(value), JSON.stringify(validate.errors));
    assert.equal(flawOfResult(value), null);
  });

  it("is refused when it was changed by hand", () => {
    const made = resultFrom();
    const [first, ...others] = made.requirements;
    assert.ok(first !== undefined);
    const better = { ...made, requirements: [first, ...others.map((each) => ({ ...each, verdict: "pass" as const }))] };
    assert.equal(flawOfResult(better), "its digest is not that of what it says: it was changed");
    assert.equal(flawOfResult(sealed(better)), "its summary is not that of its verdicts");
    const twice = sealed({
      ...made, requirements: [...made.requirements, first], summary: { ...made.summary, pass: made.summary.pass + 1 },
    });
    assert.equal(flawOfResult(twice), "timer.active is in it twice");
    assert.match(flawOfResult({ ...made, date: "yesterday" }) ?? "", /^date does not match/);
    assert.match(flawOfResult({ ...made, schemaVersion: 2 }) ?? "", /version 2, and this kit reads version 1$/);
  });

  it("names no place of the machine", () => {
    assert.equal(withoutPlaces("open /tmp/a-b/c/socket: ENOENT at '/srv/x.py':3, see https://example.org/a/b#c"),
      "open socket: ENOENT at 'x.py':3, see https://example.org/a/b#c");
    const made = resultFrom({ subject: { ...run.subject, runtime: "python 3 in /opt/python/bin/python3" } });
    assert.equal(made.subject.runtime, "python 3 in python3");
  });

  it("is made of no shard, nor of a report without a day", () => {
    const shard = jsonReport({ ...report, result: { ...run, terms: { ...run.terms, shard: { index: 1, of: 2 } } } });
    assert.match(flawForResult(shard) ?? "", /^it has shard 1 of 2 alone/);
    assert.throws(() => resultOf(shard, requirements), RangeError);
    const { date: _, ...environment } = report.environment;
    assert.match(flawForResult(jsonReport({ ...report, environment })) ?? "", /on which day/);
  });

  it("goes into a file that is named after its subject", () => {
    const named = (name: string): string => resultFileOf({ subject: { name } });
    assert.deepEqual(["Twisted", "../my loop", "libev 4.33", "--"].map(named),
      ["twisted.result.json", "my-loop.result.json", "libev-4.33.result.json", "subject.result.json"]);
  });
});

describe("how a subject stands to a requirement", () => {
  const stands = (id: string, changes: Partial<Result> = {}): string => {
    const { name, reason } = standingOf(requirement(id), { ...resultFrom(), ...changes });
    return reason === null ? name : `${name}: ${reason}`;
  };

  it("is what its run says", () => {
    assert.equal(stands("timer.active"), "keeps");
    assert.equal(stands("timer.once"), "breaks: called twice");
    assert.equal(stands("timer.many"), "deviates: It scrambles.");
    assert.equal(stands("execution.serial"), "not-judged: the agent broke");
  });

  it("is no pass where the run did not know it, where another sentence was judged, or where nothing is claimed", () => {
    assert.equal(stands("timer.new"), "not-judged: the run did not know it");
    assert.equal(stands("timer.active", { profiles: ["tcp"] }), "not-claimed: the profile core is not claimed");
    const reworded = { ...requirement("timer.active"), text: "Another rule." };
    assert.equal(standingOf(reworded, resultFrom()).name, "stale");
  });

  it("goes by the id that a requirement had when it was judged", () => {
    const renamed = { ...requirement("timer.new"), text: requirement("timer.active").text, aliases: ["timer.active"] };
    assert.equal(standingOf(renamed, resultFrom()).name, "keeps");
  });

  it("hangs on the digest that the lock of ids has", () => {
    const [first] = allRequirements;
    assert.ok(first !== undefined);
    assert.equal(textDigest(first), createHash("sha256").update(first.text).digest("hex").slice(0, 12));
    const lock = readFileSync(new URL("../../../spec/ids.lock.json", import.meta.url), "utf8");
    assert.ok(lock.includes(`"sha256":"${textDigest(first)}`));
  });
});

describe("a comparison", () => {
  const keeper = resultFrom({
    requirements: run.requirements.map((each) => ({ ...each, verdict: "pass", message: null })), exitCode: 0,
  });
  const shim = { ...keeper, profiles: ["shim", "shim/timers"] };

  it("tells what divides the subjects from what all keep, what none does, and what is open", () => {
    const [reactors] = compare([keeper, resultFrom()], requirements);
    assert.ok(reactors !== undefined);
    assert.deepEqual(reactors.rows.map(({ requirement: { id }, group }) => [id, group]), [
      ["timer.active", "kept"], ["timer.once", "divergent"], ["timer.cancel", "divergent"],
      ["timer.many", "divergent"], ["execution.serial", "kept"], ["tcp.a", "kept"], ["tcp.b", "kept"],
    ]);
    const [alone] = compare([resultFrom()], requirements);
    assert.deepEqual(alone?.rows.map(({ group }) => group),
      ["kept", "broken", "broken", "broken", "open", "open", "open"]);
    assert.equal(countsOf(reactors, keeper).keeps, 7);
  });

  it("sets shims apart, and speaks to them of their own requirements", () => {
    const ofShims = { ...requirement("shim.load"), profile: "shim" as const };
    const kinds = compare([keeper, shim], [...requirements, ofShims]);
    assert.deepEqual(kinds.map(({ kind, subjects, rows }) => [kind, subjects.length, rows.length]),
      [["reactors", 1, 7], ["shims", 1, 1]]);
  });

  it("remarks that a part was judged, or that the scenarios have changed since", () => {
    assert.deepEqual(remarksOn(keeper), []);
    assert.deepEqual(remarksOn({ ...keeper, select: ["timer"], spec: { ...keeper.spec, scenarios: "0".repeat(64) } }),
      ["only timer was judged", "it was judged by an earlier form of the scenarios"]);
  });
});
