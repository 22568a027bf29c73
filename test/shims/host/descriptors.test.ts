import assert from "node:assert/strict";
import { builtinModules, createRequire } from "node:module";
import type { Reactor } from "../../../spec/reactor.js";
import { install } from "../../../reference/shims/host/index.js";
import { createReactor as createNodeReactor } from "../../../reference/node/index.js";
import { createReactor as createSimulatedReactor } from "../../../reference/simulated/index.js";

const require = createRequire(import.meta.url);

/** Every property that can be reached from the globals and the host's modules, by its path, without calling anything. */
function snapshot(): ReadonlyMap<string, PropertyDescriptor> {
  const found = new Map<string, PropertyDescriptor>();
  const seen = new Set<unknown>();
  const walk = (value: unknown, path: string, depth: number): void => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined || key === "moduleLoadList") continue;
      found.set(`${path}.${String(key)}`, descriptor);
      if (depth > 0 && "value" in descriptor) walk(descriptor.value, `${path}.${String(key)}`, depth - 1);
    }
    if (depth > 0) walk(Object.getPrototypeOf(value), `${path}.[[Prototype]]`, depth - 1);
  };
  const modules = builtinModules.filter((name) => !name.startsWith("_") && !/^(trace_events|wasi|sys)$/.test(name));
  for (const name of modules) walk(require(`node:${name}`), name, 3);
  walk(globalThis, "globalThis", 2);
  return found;
}

function differences(
  before: ReadonlyMap<string, PropertyDescriptor>, after: ReadonlyMap<string, PropertyDescriptor>,
): readonly string[] {
  const same = (path: string): boolean => {
    const [left, right] = [before.get(path), after.get(path)];
    return left !== undefined && right !== undefined && left.get === right.get && left.set === right.set
      && left.writable === right.writable && left.enumerable === right.enumerable
      && left.configurable === right.configurable
      && (typeof left.value === "function" || typeof right.value === "function" ? left.value === right.value : true);
  };
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => !same(path));
}

describe("what the host shim leaves behind", () => {
  for (const [name, make] of Object.entries<() => Reactor>({
    Node: createNodeReactor, simulated: createSimulatedReactor,
  })) {
    it(`is nothing on the ${name} reactor: every property is as it was, in the same order`, () => {
      install(make()).uninstall();
      snapshot();
      const before = snapshot();
      const installed = install(make());
      assert.notDeepEqual(differences(before, snapshot()), []);
      const report = installed.uninstall();
      const after = snapshot();
      assert.deepEqual(differences(before, after), []);
      assert.deepEqual([...after.keys()], [...before.keys()]);
      assert.deepEqual(report.foreign, []);
      assert.deepEqual(report.live, []);
    });
  }
});
