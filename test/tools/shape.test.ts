import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../tools/spec/spec.js";

const root = fileURLToPath(packageRoot);

/** The sources below a directory. */
function sourcesIn(directory: string): readonly string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|py)$/.test(file) && !file.startsWith("agents/python/.venv"))
    .map((file) => join(root, directory, file));
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

/** The lines that are neither empty nor part of a comment. */
function codeLines(file: string): number {
  return readFileSync(file, "utf8").replaceAll(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, "").split("\n")
    .filter((line) => line.trim() !== "" && !/^\s*\/\//.test(line)).length;
}

function codeLinesOf(...parts: readonly string[]): number {
  return parts.flatMap((part) => sourcesIn(`reference/${part}`)).reduce((sum, file) => sum + codeLines(file), 0);
}

describe("the shape of the code", () => {
  it("has no file over 500 lines, but for the interface as a whole, which is extracted", () => {
    const files = ["spec", "reference", "conformance", "tools", "test"].flatMap(sourcesIn)
      .filter((file) => file !== join(root, "spec", "reactor.ts"));
    const long = files.filter((file) => linesOf(file).length > 500);
    assert.deepEqual(long, []);
  });

  it("keeps the reactor on Node, with every profile that it has, under 4,000 lines without comments", () => {
    const lines = codeLinesOf("core", "node", "names", "tls", "threads");
    assert.ok(lines < 4000, `the reactor on Node has ${lines} lines`);
  });

  it("keeps the simulated world, with its network and the peers in it, under 1,500 lines without comments", () => {
    const lines = codeLinesOf("simulated");
    assert.ok(lines < 1500, `the simulated world has ${lines} lines`);
  });

  it("keeps the other styles, and the protocols written to the interface, under 1,000 lines without comments", () => {
    const lines = codeLinesOf("adapters", "protocols");
    assert.ok(lines < 1000, `they have ${lines} lines`);
  });
});
