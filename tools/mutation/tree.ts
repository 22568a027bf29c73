import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { instrumented, type Form } from "./instrument.js";
import type { Module, Mutant } from "./mutants.js";

const dist = fileURLToPath(new URL("../../", import.meta.url));
const CORE = "reference/core";
const SWITCH = "mutant-switch.js";

/** A copy of the built reference, with all mutants of its core in it. */
export interface Tree {
  readonly root: string;
  remove(): void;
}

/** The modules of the core, as they are built. */
export function coreModules(): readonly Module[] {
  const read = (name: string): string => readFileSync(join(dist, CORE, name), "utf8");
  return readdirSync(join(dist, CORE)).filter((name) => name.endsWith(".js")).sort().map((name) => ({
    file: `${CORE}/${name.replace(/\.js$/, ".ts")}`, text: read(name), map: read(`${name}.map`),
  }));
}

/** The world of the simulated reactor keeps its events in the same heap as a reactor its calls: it gets its own. */
const OF_WORLD = { module: "reference/simulated/world.js", imports: "../core/deadline-heap.js", copy: "world-heap.js" };

/** Writes the copy to a directory of its own. A mutant's number is its place in `mutants`. */
export function plant(modules: readonly Module[], mutants: readonly Mutant[], form: Form): Tree {
  const root = mkdtempSync(join(tmpdir(), "reactor-mutants-"));
  for (const part of ["reference", "spec"]) cpSync(join(dist, part), join(root, part), { recursive: true });
  writeFileSync(join(root, "package.json"), '{ "type": "module" }\n');
  cpSync(join(dist, "tools/mutation", SWITCH), join(root, SWITCH));
  const world = join(root, OF_WORLD.module);
  cpSync(join(world, "..", OF_WORLD.imports), join(world, "..", OF_WORLD.copy));
  writeFileSync(world, readFileSync(world, "utf8").replace(OF_WORLD.imports, `./${OF_WORLD.copy}`));
  const numbers = new Map(mutants.map((mutant, index) => [mutant, index]));
  const instruments = {
    form, numberOf: (mutant: Mutant) => numbers.get(mutant) ?? -1, switchModule: `../../${SWITCH}`,
  };
  for (const { file, text } of modules) {
    const own = mutants.filter(({ key }) => key.file === file);
    if (own.length > 0) writeFileSync(join(root, file.replace(/\.ts$/, ".js")), instrumented(text, own, instruments));
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
