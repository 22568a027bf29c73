/** A reactor that cannot be made. */
export function createReactor(): never {
  throw new Error("no reactor");
}
