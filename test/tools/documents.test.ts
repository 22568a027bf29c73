import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { edition } from "../../spec/edition.js";
import { requirements } from "../../spec/requirements.js";
import { packageRoot } from "../../tools/spec/spec.js";

const read = (name: string): string => readFileSync(new URL(name, packageRoot), "utf8");
const { version, license } = JSON.parse(read("package.json")) as { readonly version: string; readonly license: string };

const documents = [
  "PROPOSAL.md", "README.md", "CONTRIBUTING.md", "GOVERNANCE.md", "VERSIONING.md", "ERRATA.md", "SECURITY.md",
];

/** Names of requirements that a text has in code. */
function idsIn(text: string): readonly string[] {
  const areas = new Set(requirements.map(({ id }) => id.split(".")[0]));
  return [...text.matchAll(/`([a-z0-9]+(?:\.[a-z0-9-]+)+)`/g)].map(([, id = ""]) => id)
    .filter((id) => areas.has(id.split(".")[0]));
}

describe("the documents of the project", () => {
  it("have the proposal in the order of PEP 12, with the log of decisions before the references", () => {
    assert.deepEqual([...read("PROPOSAL.md").matchAll(/^## (.*)$/gm)].map(([, title]) => title), [
      "Abstract", "Motivation", "Rationale", "Specification", "Backwards compatibility", "Security considerations",
      "How to teach this", "Reference implementation", "Rejected ideas", "Open issues", "Decision log", "References",
      "Copyright",
    ]);
  });

  it("have the decisions in the order of their days", () => {
    const days = [...read("PROPOSAL.md").matchAll(/^\| (\d{4}-\d\d-\d\d) \|/gm)].map(([, day]) => day);
    assert.ok(days.length > 0);
    assert.deepEqual(days, days.toSorted());
  });

  for (const name of documents) {
    it(`${name} names no requirement that there is not`, () => {
      const known = new Set(requirements.flatMap(({ id, aliases }) => [id, ...aliases]));
      assert.deepEqual(idsIn(read(name)).filter((id) => !known.has(id)), []);
    });
  }

  it("name one version, and its day", () => {
    assert.match(read("CITATION.cff"), new RegExp(`^date-released: ${edition.date}$`, "m"));
    assert.match(read("CITATION.cff"), new RegExp(`^version: ${version.replaceAll(".", "\\.")}$`, "m"));
    assert.ok(read("PROPOSAL.md").includes(`| Version | ${version} |`));
    assert.ok(read("README.md").includes(`Draft ${version}.`));
  });

  it("have the licences that they name: one for the text, one for the code", () => {
    assert.equal(license, "(MIT-0 AND CC0-1.0)");
    assert.match(read("LICENSE"), /^MIT No Attribution\n/);
    assert.match(read("spec/LICENSE"), /^CC0 1\.0 Universal$/m);
    assert.match(read("CITATION.cff"), /^license:\n  - CC0-1\.0\n  - MIT-0$/m);
  });
});
