import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { resolveSubject } from "../../../conformance/driver/resolve-subject.js";
import { UsageError } from "../../../conformance/driver/usage-error.js";
import { requirements } from "../../../spec/requirements.js";

const directory = fileURLToPath(new URL("../../../../test/fixtures/subjects/", import.meta.url));

function resolved(name: string, inProcess = false): ReturnType<typeof resolveSubject> {
  return resolveSubject({ kind: "path", path: name, inProcess }, { cwd: directory, requirements });
}

describe("the manifest of a shim", () => {
  it("claims what it declares", () => {
    const { profiles, isShim } = resolved("shim.subject.json");
    assert.deepEqual(profiles,
      ["shim", "shim/timers", "shim/late/timers", "shim/switch/recv", "shim/switches", "shim/seeded"]);
    assert.equal(isShim, true);
  });

  it("is of a realm of its own", () => {
    assert.throws(() => resolved("shim.subject.json", true), new UsageError(
      "shim.subject.json: --in-process is for reactors: a shim has a realm to itself"));
  });

  it("names the parts of a host that there are", () => {
    assert.throws(() => resolved("odd-shim.subject.json"), new UsageError('odd-shim.subject.json: the field "shim": '
      + 'the field "covers": there is no part timer of a host; did you mean timers?'));
  });
});
