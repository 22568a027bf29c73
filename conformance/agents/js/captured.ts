// What the agent needs of the language once there is a subject, which may have replaced it. It is taken when this module
// is loaded, and a subject is loaded later. Where methods of a list or a map are called, it is one that has them itself.

const { defineProperties, getOwnPropertyDescriptors, keys } = Object;
const { isArray } = Array;
const { stringify } = JSON;
const { apply } = Reflect;
const { forEach } = Set.prototype;

const methodsOf = (prototype: object): PropertyDescriptorMap => {
  const { constructor: _constructor, ...methods } = getOwnPropertyDescriptors(prototype) as PropertyDescriptorMap;
  const own = Object.entries(methods).filter(([, { value }]) => typeof value === "function");
  const { [Symbol.iterator]: iterator } = methods as Readonly<Record<symbol, PropertyDescriptor>>;
  return { ...Object.fromEntries(own), ...(iterator === undefined ? {} : { [Symbol.iterator]: iterator }) };
};
const ofLists = methodsOf(Array.prototype);
const ofMaps = methodsOf(Map.prototype);
const ofSets = methodsOf(Set.prototype);

/** The list itself, with the methods that lists had when this module was loaded. */
export function ownList<T>(list: T[] = []): T[] {
  return defineProperties(list, ofLists);
}

/** A map with such methods. */
export function ownMap<K, V>(): Map<K, V> {
  return defineProperties(new Map<K, V>(), ofMaps);
}

/** A set with such methods. */
export function ownSet<T>(): Set<T> {
  return defineProperties(new Set<T>(), ofSets);
}

/** The values of a set of the subject's, whatever kind of set that is. */
export function valuesOf<T>(set: ReadonlySet<T>): T[] {
  const values: T[] = [];
  const add = (value: T): void => {
    values[values.length] = value;
  };
  try {
    apply(forEach, set, [add]);
  } catch {
    for (const value of set) add(value);
  }
  return ownList(values);
}

/** A list of what a subject's list has, or of what else it may be that can be gone through. */
export function copyOf<T>(items: Iterable<T>): T[] {
  const copy: T[] = [];
  if (!isArray(items)) for (const item of items) copy[copy.length] = item;
  else for (let i = 0; i < items.length; i++) copy[i] = items[i] as T;
  return copy;
}

/** What came out of JSON, with all its lists made such. */
export function ownLists<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (isArray(value)) ownList(value);
  const names = keys(value);
  for (let i = 0; i < names.length; i++) ownLists((value as Record<string, unknown>)[names[i] ?? ""]);
  return value;
}

/** The names of the fields of an object. */
export function keysOf(object: object): readonly string[] {
  return ownList(keys(object));
}

/** The object without the fields that are undefined. */
export function present<T extends object>(object: T): T {
  const names = keys(object);
  const result: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? "";
    const value = (object as Record<string, unknown>)[name];
    if (value !== undefined) result[name] = value;
  }
  return result as T;
}

/** The most levels of what a subject returned that are written. */
const MOST_LEVELS = 12;

/**
 * The JSON of a value, whatever a subject has made of it: no method of its own is called, what cannot be read is null,
 * and so is what lies too deep. Undefined for what JSON has nothing for.
 */
export function jsonOf(value: unknown, levels = MOST_LEVELS): string | undefined {
  switch (typeof value) {
    case "string": return stringify(value);
    case "number": case "boolean": return value === value && value !== Infinity && value !== -Infinity
      ? `${value}`
      : "null";
    case "bigint": return `"${value}"`;
    case "object": return value === null || levels === 0 ? "null" : jsonOfObject(value, levels - 1);
    default: return undefined;
  }
}

function jsonOfObject(object: object, levels: number): string {
  let text = "";
  try {
    if (isArray(object)) {
      for (let i = 0; i < object.length; i++) text += `${i === 0 ? "" : ","}${jsonOf(object[i], levels) ?? "null"}`;
      return `[${text}]`;
    }
    const names = keys(object);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? "";
      const json = jsonOf((object as Record<string, unknown>)[name], levels);
      if (json !== undefined) text += `${text === "" ? "" : ","}${stringify(name)}:${json}`;
    }
    return `{${text}}`;
  } catch {
    return "null";
  }
}
