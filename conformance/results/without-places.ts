/** Absolute paths of the machine, of which only the last part is of interest elsewhere; addresses of the web stay. */
const path = /(?<![\w:/.])\/(?:[\w.@+~-]+\/)+([\w.@+~-]*)/g;

/** A text that tells nothing of where on a machine files are. */
export function withoutPlaces(text: string): string {
  return text.replaceAll(path, (_, last: string) => last === "" ? "a directory" : last);
}
