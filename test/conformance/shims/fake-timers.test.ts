import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { withSwitches } from "../../../conformance/driver/declared-switches.js";
import { shimScenario } from "../../../conformance/scenarios/shim-scenario.js";
import { run } from "../command-line.js";

const manifest = fileURLToPath(
  new URL("../../../../conformance/agents/js/third-party/fake-timers.subject.json", import.meta.url));

describe("the shim of @sinonjs/fake-timers", function () {
  this.timeout(30_000);

  it("deviates in the ways that are known", async () => {
    const ids = ["shim.load", "shim.timer.order", "shim.uninstall.foreign", "shim.context"];
    const { code, stdout, stderr } = await run("test", manifest, ...ids);
    assert.match(stdout, /not conform, in the ways that are known and in no other: 2 pass, 3 deviation, 1 skip\n$/);
    assert.deepEqual([code, stderr], [0, ""]);
  });
});

describe("a probe", () => {
  it("is told which calls are claimed to be switch points", () => {
    const probing = shimScenario({
      id: "shim.switch.declared", title: "a probe", steps: [{ step: "probe", as: "probe" }], expect: [],
    });
    const [probe] = withSwitches(probing, ["shim", "shim/timers", "shim/switch/recv"]).shim ?? [];
    assert.deepEqual(probe, { step: "probe", as: "probe", switches: ["recv"] });
  });

  it("is not asked of other scenarios", () => {
    const other = shimScenario({ id: "shim.load", title: "no probe", steps: [], expect: [] });
    assert.equal(withSwitches(other, ["shim/switch/recv"]), other);
  });
});
