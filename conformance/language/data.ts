import { createHash } from "node:crypto";

/**
 * Bytes as a scenario writes them: a text of Latin-1 characters, or a pattern of `generate` bytes, of which byte i is
 * (seed + i + floor(i / 251)) mod 256, so that no block repeats its neighbour.
 */
export type Data =
  | { readonly text: string }
  | { readonly generate: number; readonly seed: number };

/** A number of bytes and their SHA-256, in lower-case hexadecimal. */
export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
}

/** The generated pattern repeats itself after this many bytes: rows of 251 bytes, 256 different ones. */
const PERIOD = 251 * 256;

/** The bytes that `data` stands for. */
export function bytesOf(data: Data): Uint8Array {
  if ("text" in data) return Uint8Array.from(data.text, (character) => character.charCodeAt(0) & 0xff);
  const bytes = new Uint8Array(data.generate);
  const first = Math.min(bytes.length, PERIOD);
  for (let i = 0, column = 0, row = 0; i < first; i++) {
    bytes[i] = data.seed + i + row;
    if (++column === 251) {
      column = 0;
      row++;
    }
  }
  for (let done = first; done > 0 && done < bytes.length; done *= 2) bytes.copyWithin(done, 0, done);
  return bytes;
}

/** The digest of the bytes that `parts` stand for, one after the other. */
export function digestOf(...parts: readonly Data[]): Digest {
  return digestOfBytes(...parts.map(bytesOf));
}

/** The digest of these bytes, one array after the other. */
export function digestOfBytes(...parts: readonly Uint8Array[]): Digest {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const part of parts) {
    hash.update(part);
    bytes += part.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
