import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Profile } from "../../spec/reactor.js";
import type { profiles } from "../../spec/requirement.js";
import { generatedFiles } from "../../tools/spec/generated.js";
import { formatProblem, lintSpec } from "../../tools/spec/lint.js";
import { readSpec, specDirectory } from "../../tools/spec/spec.js";

describe("the chapters of the standard", () => {
  const spec = readSpec();

  it("know every profile by name", () => {
    const listed: Exclude<Profile, (typeof profiles)[number]> extends never ? true : false = true;
    assert.ok(listed);
  });

  it("keep every lint", () => {
    assert.deepEqual(lintSpec(spec).map(formatProblem), []);
  });

  for (const { name, content } of generatedFiles(spec)) {
    it(`agree with ${name} (otherwise: npm run extract)`, () => {
      assert.equal(readFileSync(new URL(name, specDirectory), "utf8"), content);
    });
  }
});
