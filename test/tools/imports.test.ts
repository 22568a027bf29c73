import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../tools/spec/spec.js";

const root = fileURLToPath(packageRoot);

/** The directories that the modules of each directory may import from, besides Node's own modules. */
const allowed = {
  spec: ["spec"],
  reference: ["spec", "reference"],
  conformance: ["spec", "conformance"],
} as const;

/**
 * The one package that the kit uses where it is installed, for random programs: its types, and itself where it is loaded
 * on demand.
 */
const optional = { "fast-check": ["conformance/fuzz/arbitrary.ts", "conformance/fuzz/load-fast-check.ts"] } as const;

/** What must run on every reactor, and so imports nothing of one: these files, and their own directory's. */
const portable = {
  "reference/adapters": ["spec/reactor.ts"],
  "reference/protocols": ["spec/reactor.ts", "reference/adapters/wait.ts"],
} as const;

/** Where a module's imports lead: a directory of the package, or the name of another package. */
function importsOf(file: string): readonly string[] {
  return specifiersOf(file).filter((name) => !name.startsWith("node:"))
    .map((name) => (name.startsWith(".") ? relative(root, resolve(file, "..", name)).split(sep)[0] ?? "" : name));
}

function specifiersOf(file: string): readonly string[] {
  const source = readFileSync(file, "utf8");
  const specifiers = source.matchAll(/\bfrom "([^"]+)";$|^import "([^"]+)";$|\bimport\("([^"]+)"\)/gm);
  return [...specifiers].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

describe("the direction of imports", () => {
  for (const [directory, targets] of Object.entries(allowed)) {
    it(`${directory}/ imports from ${targets.join("/ and ")}/ alone`, () => {
      const start = join(root, directory);
      const files = existsSync(start) ? readdirSync(start, { recursive: true, encoding: "utf8" }) : [];
      const strays = files.filter((file) => file.endsWith(".ts")).flatMap((file) => importsOf(join(start, file))
        .filter((target) => !targets.some((name) => name === target))
        .filter((target) => target !== "fast-check" || !optional[target].some((each) => each === `${directory}/${file}`))
        .map((target) => `${directory}/${file} imports from ${target}`));
      assert.deepEqual(strays, []);
    });
  }

  it("loads no package but on demand", () => {
    const files = readdirSync(join(root, "conformance"), { recursive: true, encoding: "utf8" });
    const strays = files.filter((file) => file.endsWith(".ts")).filter((file) =>
      /^import (?!type)[^;]*"fast-check"/m.test(readFileSync(join(root, "conformance", file), "utf8")));
    assert.deepEqual(strays, []);
  });

  for (const [directory, others] of Object.entries(portable)) {
    it(`${directory}/ imports no reactor`, () => {
      const start = join(root, directory);
      const strays = readdirSync(start).flatMap((file) => specifiersOf(join(start, file))
        .filter((name) => name.startsWith("."))
        .map((name) => relative(root, resolve(start, name)).replaceAll(sep, "/").replace(/\.js$/, ".ts"))
        .filter((target) => !target.startsWith(`${directory}/`) && !others.some((other) => other === target))
        .map((target) => `${directory}/${file} imports ${target}`));
      assert.deepEqual(strays, []);
    });
  }
});
