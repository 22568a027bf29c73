import type { Place } from "./snapshot.js";

// Captured before a shim can replace them.
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply, construct, defineProperty: defineOwn, ownKeys } = Reflect;

interface Laid {
  readonly place: Place;
  readonly found: PropertyDescriptor;
  readonly own: (...args: readonly unknown[]) => unknown;
}

/** Another library's patches: each function does what it found in its place, and nothing else. */
export class Layer {
  readonly #laid: Laid[] = [];

  /** Over each of these places that is a function, and can be patched. */
  constructor(places: readonly Place[]) {
    for (const place of places) {
      const found = getOwnPropertyDescriptor(place.owner, place.key);
      const inner: unknown = found?.value;
      if (found === undefined || found.configurable !== true || typeof inner !== "function") continue;
      const own = function (this: unknown, ...args: readonly unknown[]): unknown {
        return new.target === undefined ? apply(inner, this, args) : construct(inner, args, new.target);
      };
      likeInner(own, inner);
      defineProperty(place.owner, place.key, { ...found, value: own });
      this.#laid.push({ place, found, own });
    }
  }

  get places(): number {
    return this.#laid.length;
  }

  /** At how many places its own functions still are. */
  get left(): number {
    return this.#laid.filter(isLeft).length;
  }

  /** Puts back what it found, where its own functions still are. */
  remove(): void {
    for (const laid of this.#laid.filter(isLeft)) defineProperty(laid.place.owner, laid.place.key, laid.found);
  }
}

/** Gives a function all that can be seen of the one that it calls. */
function likeInner(own: object, inner: object): void {
  for (const key of ownKeys(inner)) {
    const descriptor = getOwnPropertyDescriptor(inner, key);
    if (descriptor !== undefined) defineOwn(own, key, descriptor);
  }
}

function isLeft({ place, own }: Laid): boolean {
  return getOwnPropertyDescriptor(place.owner, place.key)?.value === own;
}

/** Closes a place to patches, for good. Returns whether it could be. */
export function obstruct({ owner, key }: Place): boolean {
  const found = getOwnPropertyDescriptor(owner, key);
  if (found?.configurable !== true) return false;
  defineProperty(owner, key, "value" in found
    ? { ...found, writable: false, configurable: false }
    : { ...found, configurable: false });
  return true;
}
