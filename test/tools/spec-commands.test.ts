import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../tools/spec/spec.js";
import { rule } from "./chapters.js";

describe("the commands extract and lint:spec", () => {
  let copy = "";
  const original = fileURLToPath(packageRoot);
  const writeSpec = (name: string, content: string) => writeFileSync(join(copy, "spec", name), content);
  const readSpec = (name: string) => readFileSync(join(copy, "spec", name), "utf8");
  const run = (command: string, ...parameters: readonly string[]) => {
    const { status, stdout } = spawnSync(
      process.execPath, [join(copy, "dist/tools/spec", command), ...parameters], { encoding: "utf8" },
    );
    return { status, stdout };
  };
  const acceptAll = Array.from({ length: 9 }, (_, index) => ["--accept", `p${index + 1}`]).flat();
  const writeChapters = (sentence: string) => {
    for (let number = 1; number <= 9; number++) {
      const types = `\`\`\`ts interface\nexport type T${number} = ${number};\n\`\`\`\n`;
      writeSpec(`0${number}-part.md`, `# Part {#part-${number}}\n\n${rule(`p${number}.part`, sentence.replace("It", `Part ${number}`))}\n${types}`);
    }
  };

  before(() => {
    copy = mkdtempSync(join(tmpdir(), "reactor-standard-"));
    for (const part of ["package.json", "dist/tools", "dist/spec", "dist/conformance"]) {
      cpSync(join(original, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(original, "node_modules"), join(copy, "node_modules"));
    mkdirSync(join(copy, "spec"));
    writeSpec("ids.lock.json", "[\n]\n");
    // The list of changes leads there.
    writeSpec("../VERSIONING.md", "# Versions\n");
  });

  after(() => rmSync(copy, { recursive: true }));

  it("extract locks new ids and writes the generated files", () => {
    writeChapters("It MUST.");
    assert.equal(run("lint-command.js").status, 1);
    assert.equal(run("extract.js").status, 0);
    assert.deepEqual(run("lint-command.js"), { status: 0, stdout: "" });
    const types = readSpec("reactor.ts");
    assert.match(types, /^\/\/ Extracted .*\n\n\/\/ 01-part\.md\n\nexport type T1 = 1;\n\n\/\/ 02-part\.md\n/);
    assert.match(readSpec("requirements/09-part.ts"), /id: "p9\.part"/);
  });

  it("extract leaves a changed sentence to be accepted", () => {
    writeChapters("It MUST NOT.");
    const env = { ...process.env, SOURCE_DATE_EPOCH: "soon" };
    const { status: refused, stderr } = spawnSync(
      process.execPath, [join(copy, "dist/tools/spec/extract.js")], { encoding: "utf8", env },
    );
    assert.deepEqual([refused, stderr], [2, "SOURCE_DATE_EPOCH is no number of seconds: soon\n"]);
    assert.equal(run("extract.js").status, 0);
    const { status, stdout } = run("lint-command.js");
    assert.equal(status, 1);
    assert.match(stdout, /^spec\/01-part\.md:3 lock-changed the sentence of p1\.part .* --accept p1\.part`$/m);
    assert.equal(run("extract.js", ...acceptAll).status, 0);
    assert.equal(run("lint-command.js").status, 0);
  });

  it("snapshot publishes the text once, and what was published is not forgotten", () => {
    assert.equal(run("snapshot.js", "0.1.0-draft.1").status, 0);
    const published = readSpec("versions/0.1.0-draft.1.json");
    assert.match(published, /^\{"version":"0\.1\.0-draft\.1",.*\n\{"id":"p1\.part",.*\n(?:\{.*\n){8}\]\}\n$/);
    assert.equal(run("snapshot.js", "0.1.0-draft.1").status, 1);
    assert.equal(run("snapshot.js", "next").status, 2);
    assert.equal(run("snapshot.js").status, 2);
    assert.match(readSpec("CHANGES.md"), /^## 0\.1\.0, in preparation\n\nNothing has changed since .*-draft\.1\.$/m);
    writeSpec("09-part.md", "# Part {#part-9}\n");
    assert.match(run("lint-command.js").stdout, /^spec\/ids\.lock\.json:10 lock-vanished p9\.part is gone/);
    assert.equal(run("snapshot.js", "0.1.0-draft.2").status, 1);
    assert.equal(run("extract.js", "--remove", "p9.part").status, 0);
    assert.match(readSpec("ids.lock.json"), /\{"id":"p9\.part",.*"removed":"0\.1\.0"\}/);
    assert.match(readSpec("CHANGES.md"), /\| 1 removed \|\n/);
    assert.match(readSpec("CHANGES.md"), /### Removed\n\n- `p9\.part` \(MUST, `core`\):\n\n {2}> Part 9 MUST NOT\.\n/);
    writeSpec("ids.lock.json", readSpec("ids.lock.json").replace(/,\n {2}\{"id":"p9\.part".*/, ""));
    assert.match(run("lint-command.js").stdout, /^spec\/ids\.lock\.json:1 lock-forgotten p9\.part was published/);
    assert.equal(readSpec("versions/0.1.0-draft.1.json"), published);
    writeChapters("It MUST NOT.");
  });

  it("extract writes nothing from chapters that cannot be read", () => {
    writeChapters("It MUST.");
    assert.equal(run("extract.js", ...acceptAll).status, 0);
    const before = readSpec("requirements/01-part.ts");
    writeSpec("01-part.md", "# Part {#part}\n\nr[p1.part]\nIt MUST.\n");
    assert.equal(run("extract.js").status, 1);
    assert.equal(readSpec("requirements/01-part.ts"), before);
  });

  it("extract refuses options that it does not know", () => {
    assert.equal(run("extract.js", "--nonesuch").status, 2);
    assert.equal(run("extract.js", "--rename", "p1.part").status, 2);
  });
});
