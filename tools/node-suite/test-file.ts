import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { UsageError } from "../../conformance/driver/usage-error.js";

/** One file of the suite. */
export interface TestFile {
  /** Without its ending: test-net-connect-nodelay. */
  readonly name: string;
  readonly family: string;
  readonly path: string;
  /** What its line `// Flags:` asks of the command line of Node. */
  readonly flags: readonly string[];
}

/** The flags that a file's text asks for. */
export function flagsOf(text: string): readonly string[] {
  const line = /^\/\/ Flags:\s+(--.*)$/m.exec(text)?.[1] ?? "";
  return line.split(/\s+/).filter((flag) => flag !== "");
}

/** Whether a file is of a family: `test-net-*` and `test-net` are of net, and `test-nets` is not. */
export function isOfFamily(file: string, family: string): boolean {
  const rest = file.startsWith(`test-${family}`) ? file.slice(`test-${family}`.length) : "";
  return /^(-.*)?\.(js|mjs|cjs)$/.test(rest);
}

/**
 * The files of these families in a folder, in the order of their names; only those that are named, if some are.
 * @throws UsageError for a family or a name that has no file.
 */
export function testFiles(
  folder: string, families: readonly string[], names: readonly string[],
): readonly TestFile[] {
  const present = readdirSync(folder).sort();
  const files = families.flatMap((family) => {
    const own = present.filter((file) => isOfFamily(file, family));
    if (own.length === 0) throw new UsageError(`no file is of the family ${family}`);
    return own.map((file) => testFile(join(folder, file), family));
  });
  if (names.length === 0) return files;
  return names.map((given) => {
    const name = basename(given).replace(/\.\w+$/, "");
    const found = files.find((file) => file.name === name)
      ?? files.find(({ name: full, family }) => full === `test-${name}` || full === `test-${family}-${name}`);
    if (found === undefined) throw new UsageError(`no file of ${families.join(", ")} is named ${given}`);
    return found;
  });
}

function testFile(path: string, family: string): TestFile {
  return { name: basename(path).replace(/\.\w+$/, ""), family, path, flags: flagsOf(readFileSync(path, "utf8")) };
}
