/** The object itself, with each method that it inherits as its own: whoever replaces one later replaces another. */
export function pinned<T extends object>(object: T): T {
  for (let from: object | null = Object.getPrototypeOf(object); from !== null; from = Object.getPrototypeOf(from)) {
    if (from === Object.prototype) break;
    for (const key of Reflect.ownKeys(from)) {
      const method = Object.getOwnPropertyDescriptor(from, key);
      if (key === "constructor" || Object.hasOwn(object, key) || typeof method?.value !== "function") continue;
      Object.defineProperty(object, key, { ...method, enumerable: false });
    }
  }
  return object;
}
