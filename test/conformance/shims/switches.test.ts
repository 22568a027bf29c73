import assert from "node:assert/strict";
import { judgeToyShim } from "../../../conformance/driver/prove-shims.js";
import { shimFaults } from "../../../conformance/faulty/shims/index.js";
import { runHere } from "../command-line.js";

describe("switches of context in shims", () => {
  it("are no fault where they are declared, and refused where they could never end", async () => {
    const { code, stdout } = await runHere("test", "nesting-shim.subject.json", "shim.switch");
    assert.match(stdout, / {2}pass +shim\.switch\.declared\n {2}pass +shim\.switch\.refused\n/);
    assert.equal(code, 0);
  });

  it("are found in faulty shims, each with what ran before its call returned", async () => {
    const said: (string | null | undefined)[] = [];
    for (const fault of shimFaults.filter(({ breaks }) => breaks === "shim.switch.declared")) {
      said.push((await judgeToyShim(fault, ({ id }) => id === "shim.switch.declared"))[0]?.message);
    }
    assert.deepEqual(said.map((each) => /probed of "(.*)" came at .* with (ran=.*)$/.exec(each ?? "")?.slice(1)), [
      ["net.connect", "ran=[setImmediate]"], ["net.connect", "ran=[nextTick promise queueMicrotask]"],
      ["server.listen", 'ran=["own callback"]'],
    ]);
  });
});
