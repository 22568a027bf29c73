import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { faultNamed, nameOf } from "../../conformance/faulty/fault-names.js";
import { faults } from "../../conformance/faulty/index.js";
import { onlyOneWay } from "../../conformance/faulty/second/only-one-way.js";
import { requirements } from "../../spec/requirements.js";

const execFileAsync = promisify(execFile);
const dist = fileURLToPath(new URL("../..", import.meta.url));
const main = resolve(dist, "conformance/command/main.js");

/** The chapters of which each rule is broken in two ways. */
const CHAPTERS: ReadonlySet<string> = new Set([
  "02-execution.md", "04-timed-calls.md", "05-connections.md", "06-transports.md", "07-flow-control.md",
]);

describe("the faulty reactors", () => {
  it("have names of their own", () => {
    assert.equal(new Set(faults.map(nameOf)).size, faults.length);
    for (const fault of faults) assert.equal(faultNamed(nameOf(fault)), fault);
    assert.equal(faultNamed("timer.once"), faults.find(({ breaks }) => breaks === "timer.once"));
    assert.equal(faultNamed("timer.nonesuch"), undefined);
  });

  it("break each rule of the chapters on callbacks, timed calls and connections in two ways", () => {
    const musts = requirements.filter(({ chapter, level }) => CHAPTERS.has(chapter) && level === "must");
    assert.ok(musts.length > 0);
    const ways = ({ id }: { readonly id: string }): number => faults.filter(({ breaks }) => breaks === id).length;
    assert.deepEqual(musts.filter((each) => ways(each) < 2).map(({ id }) => id), [...onlyOneWay.keys()]);
    for (const { breaks, does } of faults) {
      const same = faults.filter((each) => each.breaks === breaks && each.does === does);
      assert.equal(same.length, 1, `${breaks}: ${does}`);
    }
  });

  it("are subjects for whoever asks for one by its name", async () => {
    const agent = resolve(dist, "conformance/agents/js/child.js");
    const subject = resolve(dist, "conformance/driver/faulty-subject.js");
    const base = resolve(dist, "reference/simulated/index.js");
    const test = (name: string): Promise<{ readonly stdout: string }> => execFileAsync(process.execPath, [
      main, "test", "--exec", `"${process.execPath}" "${agent}" "${subject}" ${name} "${base}"`, "timer.cancel",
    ]).catch((error: unknown) => error as { readonly stdout: string; readonly stderr: string });
    assert.match((await test("timer.cancel#2")).stdout, /a cancelled call is not called, though it was re-armed/);
    assert.match(JSON.stringify(await test("timer.nonesuch")), /there is no faulty reactor/);
  });
});
