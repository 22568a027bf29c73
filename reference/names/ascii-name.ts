import { isNumericHost } from "../core/numeric-host.js";

// Captured before anybody can replace it.
const { URL } = globalThis;

/** Characters that no name has, and those that a URL would take for the end of its host. */
const FOREIGN = /[\x00-\x20\x7f/\\?#@:%[\]<>^|]/;
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/**
 * A name as resolvers know it: in ASCII, that of another script in its IDNA form (`resolver.name.idna`). Null for a
 * text that can be nobody's name (`resolver.name.invalid`).
 */
export function asciiName(name: string): string | null {
  if (FOREIGN.test(name)) return null;
  const ascii = /^[\x21-\x7e]*$/.test(name) ? name : encoded(name);
  const labels = ascii.replace(/\.$/, "").split(".");
  const isName = ascii.length <= LONGEST_NAME + (ascii.endsWith(".") ? 1 : 0)
    && labels.every((label) => label.length >= 1 && label.length <= LONGEST_LABEL) && !isNumericHost(ascii);
  return isName ? ascii : null;
}

/** Empty if there is no such form. */
function encoded(name: string): string {
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : "";
}
