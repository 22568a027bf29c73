import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { requirements } from "../../spec/requirements.js";
import { specJson } from "../../tools/site/spec-json.js";
import { reactorModule } from "../../tools/spec/generated.js";
import { packageRoot, readSpec } from "../../tools/spec/spec.js";

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly permalink: string;
  readonly sha256: string;
  readonly scenarios: readonly string[];
  readonly faults: readonly unknown[];
  readonly test: { readonly kind: string };
}

const data = JSON.parse(specJson()) as { readonly version: string; readonly requirements: readonly Entry[] };

describe("the standard as data", () => {
  it("keeps its schema", () => {
    const schema = JSON.parse(readFileSync(new URL("spec/spec.schema.json", packageRoot), "utf8")) as object;
    const ajv = new Ajv2020({ strict: false });
    const validate = ajv.compile(schema);
    assert.ok(validate(data), ajv.errorsText(validate.errors));
    const [first] = data.requirements;
    assert.ok(!validate({ ...data, requirements: [{ ...first, level: "will" }] }));
  });

  it("has every requirement with the hash that the lock has", () => {
    const { lock } = readSpec();
    const named = ({ id, text }: Pick<Entry, "id" | "text">): readonly string[] => [id, text];
    assert.deepEqual(data.requirements.map(named), requirements.map(named));
    for (const { id, sha256 } of data.requirements) assert.equal(sha256, lock.find((entry) => entry.id === id)?.sha256);
  });

  it("names scenarios that there are, and a fault for each requirement that is tested", () => {
    const known = new Set(scenarios.map(({ id }) => id));
    for (const { id, scenarios: own, faults, test } of data.requirements) {
      assert.deepEqual(own.filter((each) => !known.has(each)), []);
      if (test.kind === "scenario") assert.ok(faults.length > 0, id);
    }
  });

  it("is what the package exports, and what the build has written", () => {
    const { exports } = JSON.parse(readFileSync(new URL("package.json", packageRoot), "utf8")) as {
      readonly exports: Readonly<Record<string, string>>;
    };
    assert.equal(readFileSync(new URL(exports["./spec.json"] ?? "", packageRoot), "utf8"), specJson());
  });
});

describe("the extracted types", () => {
  it("are a declaration file by themselves", () => {
    const directory = mkdtempSync(join(tmpdir(), "reactor-types-"));
    try {
      writeFileSync(join(directory, "reactor.d.ts"), reactorModule(readSpec().chapters));
      writeFileSync(join(directory, "use.ts"), [
        'import type { Protocol, Reactor, TimedCall } from "./reactor.js";',
        "export function later(reactor: Reactor): TimedCall { return reactor.callLater(1, () => reactor.stop()); }",
        "export const echo: Protocol = { dataReceived(data) { data.length.toFixed(); } };",
      ].join("\n"));
      const compiler = fileURLToPath(new URL("node_modules/typescript/bin/tsc", packageRoot));
      execFileSync(process.execPath, [
        compiler, "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", "", "--ignoreConfig",
        "--lib", "es2023,dom,esnext.disposable", join(directory, "use.ts"),
      ], { stdio: "pipe", encoding: "utf8" });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
