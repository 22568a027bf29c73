import assert from "node:assert/strict";
import { judgeToyShim } from "../../../conformance/driver/prove-shims.js";
import { nameOfShimFault, shimFaultNamed, shimFaults } from "../../../conformance/faulty/shims/index.js";
import { requirements } from "../../../spec/requirements.js";

describe("the faulty shims", () => {
  it("have names of their own", () => {
    assert.equal(new Set(shimFaults.map(nameOfShimFault)).size, shimFaults.length);
    for (const fault of shimFaults) assert.equal(shimFaultNamed(nameOfShimFault(fault)), fault);
    assert.equal(shimFaultNamed("shim.nonesuch"), undefined);
  });

  it("break every rule of the profile shim", () => {
    const broken = new Set(shimFaults.map(({ breaks }) => breaks));
    const rules = requirements.filter(({ profile, test }) => profile === "shim" && test.kind === "scenario");
    assert.ok(rules.length > 0);
    assert.deepEqual(rules.filter(({ id }) => !broken.has(id)).map(({ id }) => id), []);
  });

  it("are caught in a realm of their own, which is not this one", async () => {
    const { setInterval } = globalThis;
    const fault = shimFaultNamed("shim.uninstall.restores#1") ?? assert.fail("there is none");
    const judged = await judgeToyShim(fault, ({ checks }) => checks.includes(fault.breaks));
    const { verdict, findings } = judged.find(({ id }) => id === fault.breaks) ?? assert.fail("it was not judged");
    assert.equal(verdict, "fail");
    assert.ok(findings.some((finding) => finding.includes(fault.says)), findings.join("\n"));
    assert.ok(findings.some((finding) => finding.includes("timers.setInterval")), findings.join("\n"));
    assert.equal(globalThis.setInterval, setInterval);
  });
});
