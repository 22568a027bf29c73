/** A method as it is called on its object. */
export type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

/** Makes what is called in place of a method of `target`. */
export type Observer = (method: Method, target: object) => Method;

/** Calls a method as it would have been called. */
export const { apply } = Reflect as {
  readonly apply: (method: Method, target: unknown, args: readonly unknown[]) => unknown;
};

export type Observers = Readonly<Record<string, Observer>>;

/**
 * An object that is the same as `target` to whoever uses it, but that calls of the methods that `observers` name go
 * through these. What `target` lacks is lacking; members are read, set and called at `target` itself, as they are then.
 */
export function observed<T extends object>(target: T, observers: Observers): T {
  return Object.isExtensible(target)
    ? new Proxy(target, new Observed(target, observers))
    // A proxy of what is frozen must show its methods as they are; a proxy of nothing may show them as observed.
    : new Proxy(Object.create(null) as T, new ObservedFrozen(target, observers));
}

class Observed<T extends object> implements ProxyHandler<T> {
  protected readonly target: T;
  readonly #observers: Observers;
  /** What stands for a method, as long as the member is the same one. */
  readonly #made = new Map<string | symbol, { readonly of: unknown; readonly method: Method }>();

  constructor(target: T, observers: Observers) {
    this.target = target;
    this.#observers = observers;
  }

  get(proxied: T, key: string | symbol): unknown {
    const value = (this.target as Readonly<Record<string | symbol, unknown>>)[key];
    if (typeof value !== "function") return value;
    const known = this.#made.get(key);
    if (known !== undefined && known.of === value) return known.method;
    if (key === "constructor" || isFixed(proxied, key)) return value;
    const method = this.#methodOf(key, value as Method);
    this.#made.set(key, { of: value, method });
    return method;
  }

  #methodOf(key: string | symbol, value: Method): Method {
    const { target } = this;
    const observer = typeof key === "string" && Object.hasOwn(this.#observers, key) ? this.#observers[key] : undefined;
    return observer === undefined ? (...args) => apply(value, target, args) : observer(value, target);
  }

  set(_: T, key: string | symbol, value: unknown): boolean {
    return Reflect.set(this.target, key, value, this.target);
  }
}

class ObservedFrozen<T extends object> extends Observed<T> {
  has(_: T, key: string | symbol): boolean {
    return Reflect.has(this.target, key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.target);
  }

  getOwnPropertyDescriptor(proxied: T, key: string | symbol): PropertyDescriptor | undefined {
    const descriptor = Reflect.getOwnPropertyDescriptor(this.target, key);
    if (descriptor === undefined) return undefined;
    const { enumerable = false } = descriptor;
    return { value: this.get(proxied, key), writable: false, enumerable, configurable: true };
  }

  defineProperty(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }

  getPrototypeOf(): object | null {
    return Reflect.getPrototypeOf(this.target);
  }
}

/** Whether a proxy must show the member as it is. */
function isFixed(target: object, key: string | symbol): boolean {
  const descriptor = Reflect.getOwnPropertyDescriptor(target, key);
  return descriptor !== undefined && descriptor.configurable === false && descriptor.writable === false;
}
