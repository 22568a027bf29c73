import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { generatedFiles } from "../../tools/spec/generated.js";
import { formatProblem, lintSpec } from "../../tools/spec/lint.js";
import { readSpec, specDirectory } from "../../tools/spec/spec.js";

describe("the chapters of the standard", () => {
  const spec = readSpec();

  it("keep every lint", () => {
    assert.deepEqual(lintSpec(spec).map(formatProblem), []);
  });

  for (const { name, content } of generatedFiles(spec)) {
    it(`agree with ${name} (otherwise: npm run extract)`, () => {
      assert.equal(readFileSync(new URL(name, specDirectory), "utf8"), content);
    });
  }
});
