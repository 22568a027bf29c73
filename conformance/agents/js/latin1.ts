// Captured before a subject can replace it.
const { from } = Buffer;
const apply = Reflect.apply;
const { toString } = Buffer.prototype;

/** Bytes as Latin-1. */
export function latin1(data: Uint8Array): string {
  return apply(toString, from(data), ["latin1"]);
}
