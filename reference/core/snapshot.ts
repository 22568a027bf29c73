/** Memory that small copies share, in bytes, and the size up to which a copy is small. */
const SLAB = 16 * 1024;
const LARGEST_SMALL = 2 * 1024;

let slab = new ArrayBuffer(SLAB);
let used = 0;

/** A copy of what `data` holds now (`transport.write.snapshot`). Small ones share memory, which is never used twice. */
export function snapshot(data: Uint8Array): Uint8Array {
  if (data.length > LARGEST_SMALL) return new Uint8Array(data);
  if (used + data.length > SLAB) {
    slab = new ArrayBuffer(SLAB);
    used = 0;
  }
  const copy = new Uint8Array(slab, used, data.length);
  copy.set(data);
  used += data.length;
  return copy;
}
