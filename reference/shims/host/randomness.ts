import crypto from "node:crypto";
import type { Coverage, Group, ShimContext } from "./group.js";
import { Registration } from "./exempt.js";
import type { PatchJournal } from "./patch-journal.js";

const coverage: Coverage = {
  covered: [
    "Math.random", "crypto: randomBytes, pseudoRandomBytes, randomFill, randomFillSync, randomInt, randomUUID",
    "crypto.getRandomValues and crypto.randomUUID of the Web's crypto",
  ],
  real: [
    "keys, initialization vectors, salts and nonces that OpenSSL makes by itself, those of TLS among them",
    "functions of crypto that were taken before the install", "process.pid, and addresses in memory",
  ],
  refused: [],
};

/** Numbers that follow from a seed: the generator sfc32. */
class Numbers {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed >>> 0;
    this.#b = Math.floor(seed / 2 ** 32) >>> 0;
    this.#c = 0x9e3779b9;
    for (let i = 0; i < 12; i += 1) this.next();
  }

  /** 32 bits. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to below 1, in 53 bits. */
  fraction(): number {
    return ((this.next() >>> 5) * 2 ** 26 + (this.next() >>> 6)) / 2 ** 53;
  }

  fill(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 4) {
      const number = this.next();
      for (let i = at; i < Math.min(at + 4, bytes.length); i += 1) bytes[i] = number >>> (8 * (i - at));
    }
  }
}

type Random = (...args: unknown[]) => unknown;

/** Random numbers of the program: they follow from a seed. */
export const randomness: Group = {
  name: "randomness",
  coverage,
  unfit: ({ options }) => options.seed === undefined ? "there is no seed" : null,
  check: () => null,
  patch(journal, context) {
    const numbers = new Numbers(context.options.seed ?? 1);
    journal.method({ target: Math, of: "Math", key: "random" }, () => () => numbers.fraction());
    patchBytes(journal, context, numbers);
    patchChoices(journal, context, numbers);
    patchWeb(journal, numbers);
    return { live: () => [] };
  },
};

/** Calls back in the reactor's next turn, where the host would from its pool of threads. */
function later(context: ShimContext, callback: Random, ...args: unknown[]): void {
  const registration = new Registration("RANDOMBYTESREQUEST");
  const release = context.liveness.hold();
  context.enter((reactor) => reactor.callLater(0, () => {
    release();
    registration.call(callback, undefined, ...args);
  }));
}

/** The host makes what it would, and refuses what it refuses; then its bytes are replaced. */
function patchBytes(journal: PatchJournal, context: ShimContext, numbers: Numbers): void {
  const randomBytes = (original: Random): Random => (size, callback) => {
    if (callback !== undefined && typeof callback !== "function") return original(size, callback);
    const bytes = original(size) as Buffer;
    numbers.fill(bytes);
    if (callback === undefined) return bytes;
    later(context, callback as Random, null, bytes);
    return undefined;
  };
  for (const key of ["pseudoRandomBytes", "prng", "rng"]) {
    // The host puts the function in place of its accessor when that is read, here on an object of no account.
    const { get, value } = Object.getOwnPropertyDescriptor(crypto, key) ?? {};
    const alias: unknown = get === undefined ? value : Reflect.apply(get, {}, []);
    if (typeof alias !== "function") continue;
    journal.descriptor({ target: crypto, of: "crypto", key }, {
      value: randomBytes(alias as Random), writable: true, enumerable: false, configurable: true,
    });
  }
  journal.method({ target: crypto, of: "crypto", key: "randomBytes" }, randomBytes);
  journal.method({ target: crypto, of: "crypto", key: "randomFillSync" }, (original) => (buffer, offset, size) => {
    const filled = original(buffer, offset, size);
    numbers.fill(part(buffer as NodeJS.ArrayBufferView, offset, size));
    return filled;
  });
  const { randomFillSync } = crypto;
  journal.method({ target: crypto, of: "crypto", key: "randomFill" }, (original) => (buffer, ...rest) => {
    const callback = rest.at(-1);
    if (typeof callback !== "function") return original(buffer, ...rest);
    const [offset, size] = rest.slice(0, -1) as number[];
    randomFillSync(buffer as Buffer, offset ?? 0, ...(size === undefined ? [] : [size]));
    later(context, callback as Random, null, buffer);
    return undefined;
  });
}

/** The bytes of a part, which the host counts in elements. */
function part(whole: unknown, offset: unknown, size: unknown): Uint8Array {
  if (!ArrayBuffer.isView(whole)) {
    const all = new Uint8Array(whole as ArrayBuffer);
    return all.subarray(Number(offset ?? 0), size === undefined ? undefined : Number(offset ?? 0) + Number(size));
  }
  const width = "BYTES_PER_ELEMENT" in whole ? Number(whole.BYTES_PER_ELEMENT) : 1;
  const all = new Uint8Array(whole.buffer, whole.byteOffset, whole.byteLength);
  const from = Number(offset ?? 0) * width;
  return all.subarray(from, size === undefined ? undefined : from + Number(size) * width);
}

function patchChoices(journal: PatchJournal, context: ShimContext, numbers: Numbers): void {
  journal.method({ target: crypto, of: "crypto", key: "randomInt" }, (original) => (...args) => {
    const callback = args.at(-1);
    const bounds = typeof callback === "function" ? args.slice(0, -1) : args;
    original(...bounds);
    const [min, max] = bounds.length > 1 && bounds[1] !== undefined ? bounds : [0, bounds[0]];
    const chosen = Number(min) + Math.floor(numbers.fraction() * (Number(max) - Number(min)));
    if (typeof callback !== "function") return chosen;
    later(context, callback as Random, undefined, chosen);
    return undefined;
  });
  journal.method({ target: crypto, of: "crypto", key: "randomUUID" }, (original) => (options) => {
    original(options);
    return uuid(numbers);
  });
}

function patchWeb(journal: PatchJournal, numbers: Numbers): void {
  const target = Object.getPrototypeOf(globalThis.crypto) as object;
  const of = "Crypto.prototype";
  journal.method({ target, of, key: "getRandomValues" }, (original) => function (this: unknown, array) {
    const filled = Reflect.apply(original, this, [array]);
    numbers.fill(part(array, 0, undefined));
    return filled;
  });
  journal.method({ target, of, key: "randomUUID" }, (original) => function (this: unknown, options) {
    Reflect.apply(original, this, [options]);
    return uuid(numbers);
  });
}

/** A random UUID: version 4. */
function uuid(numbers: Numbers): string {
  const bytes = new Uint8Array(16);
  numbers.fill(bytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Buffer.from(bytes).toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
