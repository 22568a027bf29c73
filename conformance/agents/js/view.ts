/** A view of these bytes, in the middle of a larger array whose other bytes are different. */
export function viewOf(data: Uint8Array): Uint8Array {
  const larger = new Uint8Array(data.length + 64).fill(0x2a);
  larger.set(data, 32);
  return larger.subarray(32, 32 + data.length);
}
