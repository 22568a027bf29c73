/** Where a property is patched: the object, what to call it in reports, and the key. */
export interface PatchPoint {
  readonly target: object;
  /** Names the object, e.g. `net.Socket.prototype`. */
  readonly of: string;
  readonly key: PropertyKey;
}

/** What became of the patches of a journal. */
export interface Restoration {
  /** The properties that are as they were before, by name. */
  readonly restored: readonly string[];
  /** Those that somebody else has patched since: left alone. What they may still call of ours is transparent. */
  readonly foreign: readonly string[];
}

type Callable = (this: never, ...args: never[]) => unknown;

/** Makes the replacement of a function, which may call `original`. */
export type MakeReplacement = (original: (this: unknown, ...args: unknown[]) => unknown) => Callable;

interface Entry extends PatchPoint {
  /** The own property that was there, or undefined where it was inherited or absent. */
  readonly before: PropertyDescriptor | undefined;
  readonly ours: PropertyDescriptor;
}

const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Properties of a function that a replacement has of its own. */
const ownOfFunctions: ReadonlySet<PropertyKey> = new Set(["arguments", "caller", "prototype"]);

/**
 * Every patch of one install, with the property descriptor that was there before, to be undone exactly: own properties
 * get their descriptor back, inherited ones are deleted. A later patch by somebody else is never overwritten.
 */
export class PatchJournal {
  readonly #entries: Entry[] = [];
  readonly #passes: () => boolean;
  #active = true;

  /** While `passes` says so, the functions that it replaces are the originals. */
  constructor(passes: () => boolean = () => false) {
    this.#passes = passes;
  }

  /** Whether its patches are in effect. */
  get active(): boolean {
    return this.#active && !this.#passes();
  }

  /**
   * Replaces a function by one with the same name, length and properties. Where the journal is undone, a call reaches the
   * original; also where it passes, unless the replacement is there `always`.
   * @throws TypeError if there is no function, or the property cannot be replaced.
   */
  method(point: PatchPoint, make: MakeReplacement, when?: "always"): void {
    const found = findDescriptor(point.target, point.key);
    const original: unknown = found?.value;
    if (typeof original !== "function") throw new TypeError(`${nameOf(point)} is not a function`);
    const called = original as (this: unknown, ...args: unknown[]) => unknown;
    this.value(point, this.#transparent(called, make(called), when === "always"));
  }

  /**
   * Puts a value where another is, under the same attributes; where there is none, one that is not enumerable.
   * @throws TypeError if the property cannot be replaced.
   */
  value(point: PatchPoint, value: unknown): void {
    const { enumerable = false, writable = true } = findDescriptor(point.target, point.key) ?? {};
    this.descriptor(point, { value, enumerable, writable, configurable: true });
  }

  /**
   * Defines a property, such as an accessor.
   * @throws TypeError if the property cannot be replaced.
   */
  descriptor(point: PatchPoint, descriptor: PropertyDescriptor): void {
    const { target, key } = point;
    const before = getOwnPropertyDescriptor(target, key);
    const fixed = before?.configurable === false;
    if (fixed && (before.writable !== true || !("value" in descriptor))) {
      throw new TypeError(`${nameOf(point)} cannot be replaced`);
    }
    try {
      defineProperty(target, key, fixed ? { value: descriptor.value } : descriptor);
    } catch (error) {
      throw new TypeError(`${nameOf(point)} cannot be replaced`, { cause: error });
    }
    this.#entries.push({ ...point, before, ours: getOwnPropertyDescriptor(target, key) ?? {} });
  }

  /** Undoes everything, the last patch first. What is reported does not change when it is called again. */
  undo(): Restoration {
    this.#active = false;
    const restored: string[] = [];
    const foreign: string[] = [];
    for (const entry of this.#entries.splice(0).reverse()) {
      const isOurs = sameProperty(getOwnPropertyDescriptor(entry.target, entry.key), entry.ours);
      if (isOurs) restore(entry);
      (isOurs ? restored : foreign).push(nameOf(entry));
    }
    return { restored: [...new Set(restored.reverse())], foreign: [...new Set(foreign.reverse())] };
  }

  /** A function that is the replacement while the journal is in effect, and the original otherwise. */
  #transparent(
    original: (this: unknown, ...args: unknown[]) => unknown, replacement: Callable, always: boolean,
  ): Callable {
    const { apply, construct } = Reflect;
    const isActive = (): boolean => always ? this.#active : this.active;
    function patched(this: unknown, ...args: never[]): unknown {
      const called = isActive() ? replacement : original;
      return new.target === undefined
        ? apply(called, this, args)
        : construct(called, args, new.target === patched ? called : new.target);
    }
    for (const key of Reflect.ownKeys(original)) {
      const descriptor = getOwnPropertyDescriptor(original, key);
      if (descriptor !== undefined && !ownOfFunctions.has(key)) defineProperty(patched, key, descriptor);
    }
    patched.prototype = original.prototype as unknown;
    return patched;
  }
}

function restore({ target, key, before }: Entry): void {
  if (before === undefined) Reflect.deleteProperty(target, key);
  else defineProperty(target, key, before);
}

function sameProperty(left: PropertyDescriptor | undefined, right: PropertyDescriptor): boolean {
  return left !== undefined && Object.is(left.value, right.value) && left.get === right.get && left.set === right.set
    && left.enumerable === right.enumerable && left.configurable === right.configurable
    && left.writable === right.writable;
}

/** The property as it is seen at `target`: its own, or the nearest that it inherits. */
function findDescriptor(target: object, key: PropertyKey): PropertyDescriptor | undefined {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const descriptor = getOwnPropertyDescriptor(at, key);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

function nameOf({ of, key }: PatchPoint): string {
  return typeof key === "symbol" ? `${of}[${String(key)}]` : `${of}.${String(key)}`;
}
