import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";

const packageRoot = fileURLToPath(new URL("../../../", import.meta.url));

/** Where the package keeps manifests, and whether also in the directories below. */
const places = [["reference", false], ["reference/shims", false], ["conformance/agents", true]] as const;

const EXTENSION = ".subject.json";

/** A manifest to be run. */
export interface Named {
  /** The name of the file without its extension. */
  readonly name: string;
  readonly path: string;
  /** As it is shown, relative to the directory where the command was called if it is in there. */
  readonly shown: string;
}

/** The manifests that come with this package, in the order of their directories. */
export function shippedSubjects(cwd: string): readonly Named[] {
  return places.flatMap(([place, deep]) => manifestsIn(join(packageRoot, place), deep)).map((path) => named(path, cwd));
}

function manifestsIn(directory: string, deep: boolean): readonly string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return deep && !entry.name.startsWith(".") ? manifestsIn(path, deep) : [];
    return entry.name.endsWith(EXTENSION) ? [path] : [];
  });
}

function named(path: string, cwd: string): Named {
  const inside = relative(cwd, path);
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return { name: name.slice(0, -EXTENSION.length), path, shown: inside.startsWith("..") ? path : inside };
}

/**
 * The subjects that the words of a command line name: those that come with the package by the name of their manifest,
 * any other by its manifest or module. All that come with it if there is no word.
 * @throws UsageError for a word that is no name and looks like no file, or a subject that is named twice.
 */
export function subjectsNamed(words: readonly string[], cwd: string): readonly Named[] {
  const shipped = shippedSubjects(cwd);
  if (words.length === 0) return shipped;
  const found = words.map((word): Named => {
    const own = shipped.find(({ name }) => name === word);
    if (own !== undefined) return own;
    if (/\.(json|[cm]?js)$/.test(word)) return { name: word, path: resolve(cwd, word), shown: word };
    throw new UsageError(`no subject ${word} comes with the kit${didYouMean(word, shipped.map(({ name }) => name))}`);
  });
  const twice = found.find(({ path }, index) => found.findIndex((each) => each.path === path) !== index);
  if (twice !== undefined) throw new UsageError(`${twice.shown} is named twice`);
  return found;
}
