import type { Difference } from "../../../trace/shim-events.js";
import { groupOf, hostModules } from "./realm.js";

// Captured before a shim can replace them.
const { getOwnPropertyDescriptor, getPrototypeOf, is } = Object;
const { ownKeys } = Reflect;
const root = globalThis;
const text = String;

/** How deep objects are gone into: `net.Socket.prototype.connect` and the properties that this function has. */
const LEVELS = 5;
/** What changes by itself, and is no place for a patch. */
const PASSING = [
  /^globalThis\.process\.(env|argv|execArgv|config|features|release|report|stdin|stdout|stderr)/,
  /^globalThis\.process\.(_|domain|exitCode|title)/,
  /^globalThis\.(console|navigator|localStorage|sessionStorage)/, /\._(events|eventsCount|cache)\b/,
  /^(http|https)\.globalAgent/, /^globalThis\.Error\.stackTraceLimit/, /undici/,
  /^(events|async_hooks)\..*(init|usingDomains)/,
];

/** What one object had: its own properties, in their order. */
interface Held {
  readonly path: string;
  readonly keys: readonly PropertyKey[];
  readonly descriptors: ReadonlyMap<PropertyKey, PropertyDescriptor>;
}

/** A place in the realm: the object that has it, its key there, and what tells where that is. */
export interface Place {
  readonly owner: object;
  readonly key: PropertyKey;
  readonly where: string;
}

export interface Found extends Difference {
  readonly place: Place;
}

/** All that can be patched in the realm, as it was when this was made: the globals, and the modules of the host. */
export class Snapshot {
  readonly #objects = new Map<object, Held>();
  /** What importers of each module saw under each name. */
  readonly #bindings = new Map<string, ReadonlyMap<string, unknown>>();

  constructor() {
    this.#walk(root, "globalThis", LEVELS);
    for (const { name, exports, namespace } of hostModules) {
      this.#walk(exports, name, LEVELS - 1);
      this.#bindings.set(name, new Map(ownKeys(namespace).filter((key) => typeof key === "string")
        .map((key) => [key, (namespace as Record<string, unknown>)[key]])));
    }
  }

  #walk(object: object, path: string, levels: number): void {
    if (this.#objects.has(object) || isPassing(path)) return;
    const keys = ownKeys(object);
    const descriptors = new Map<PropertyKey, PropertyDescriptor>();
    this.#objects.set(object, { path, keys, descriptors });
    for (const key of keys) {
      const descriptor = getOwnPropertyDescriptor(object, key);
      if (descriptor === undefined) continue;
      descriptors.set(key, descriptor);
      const { value, get, set } = descriptor as Readonly<Record<string, unknown>>;
      if (levels === 1) continue;
      for (const inner of [value, get, set]) {
        if (isObject(inner) && !this.#objects.has(inner)) this.#walk(inner, pathOf(path, key), levels - 1);
      }
    }
    const prototype: unknown = getPrototypeOf(object);
    if (levels > 1 && isObject(prototype)) this.#walk(prototype, `${path}.__proto__`, levels - 1);
  }

  /** In what the realm differs now, in the order of this snapshot. */
  differences(): readonly Found[] {
    const found: Found[] = [];
    for (const [object, held] of this.#objects) found.push(...differencesOf(object, held));
    return [...found, ...this.#bindingDifferences()];
  }

  /** What importers see is to be what the module exports: under each name that had its function before. */
  #bindingDifferences(): readonly Found[] {
    return hostModules.flatMap(({ name, exports, namespace }) =>
      [...this.#bindings.get(name) ?? []].flatMap(([key, before]) => {
        const now = (namespace as Record<string, unknown>)[key];
        if (is(now, before) || isPassing(pathOf(name, key))) return [];
        return [found({ owner: exports, key, where: pathOf(name, key) }, "binding")];
      }));
  }
}

function differencesOf(object: object, { path, keys, descriptors }: Held): readonly Found[] {
  const now = ownKeys(object);
  const differences: Found[] = [];
  const differs = (key: PropertyKey, what: Difference["what"]): void => {
    const where = pathOf(path, key);
    if (!isPassing(where)) differences.push(found({ owner: object, key, where }, what));
  };
  for (const [key, before] of descriptors) {
    const after = getOwnPropertyDescriptor(object, key);
    if (after === undefined) differs(key, "missing");
    else if (!isSameValue(before, after)) differs(key, "value");
    else if (!isSameKind(before, after)) differs(key, "attributes");
  }
  const isSameOrder = now.length === keys.length && now.every((key, index) => key === keys[index]);
  if (isSameOrder) return differences;
  const added = now.filter((key) => !descriptors.has(key));
  for (const key of added) differs(key, "added");
  if (now.length === keys.length && added.length === 0) {
    differs(now.find((key, index) => key !== keys[index]) ?? "", "order");
  }
  return differences;
}

function found(place: Place, what: Difference["what"]): Found {
  return { where: place.where, what, group: groupOf(place.where), place };
}

/** Getters are compared, and never called. */
function isSameValue(before: PropertyDescriptor, after: PropertyDescriptor): boolean {
  return is(before.value, after.value) && before.get === after.get && before.set === after.set
    && ("value" in before) === ("value" in after);
}

function isSameKind(before: PropertyDescriptor, after: PropertyDescriptor): boolean {
  return before.enumerable === after.enumerable && before.configurable === after.configurable
    && before.writable === after.writable;
}

function pathOf(path: string, key: PropertyKey): string {
  return typeof key === "symbol" ? `${path}[${text(key)}]` : `${path}.${text(key)}`;
}

function isPassing(path: string): boolean {
  return PASSING.some((each) => each.test(path));
}

function isObject(value: unknown): value is object {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}
