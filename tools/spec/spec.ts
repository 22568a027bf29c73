import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { publishedText, publishedVersions } from "../../conformance/versions/read-text.js";
import type { StandardText } from "../../conformance/versions/standard-text.js";
import { parseLock, updateLock, type Lock } from "./lock.js";
import type { Chapter, RequirementBlock } from "./model.js";
import { parseChapter } from "./parse.js";

/** All that the lints and the extraction look at. */
export interface Spec {
  readonly chapters: readonly Chapter[];
  /** Every other text that is kept with them: `spec/README.md`, `PROPOSAL.md` and so on. */
  readonly documents: readonly Chapter[];
  readonly lock: Lock;
  /** The version of the standard in preparation. */
  readonly version: string;
  /** The versions that were published, the oldest first. */
  readonly published: readonly StandardText[];
  /** Paths that relative links may lead to, from `spec/`. */
  readonly exists: (path: string) => boolean;
}

/** The package's directory, with a slash at its end. */
export const packageRoot = new URL("../../../", import.meta.url);

const nothingAsked = { accept: [], remove: [], rename: [] };

export const specDirectory = new URL("spec/", packageRoot);

/** Reads the chapters `NN-name.md` and the lock of `spec/`, and the other documents. */
export function readSpec(): Spec {
  const { version } = JSON.parse(readText(new URL("package.json", packageRoot))) as { readonly version: string };
  return {
    ...readTexts(packageRoot),
    lock: parseLock(readText(new URL("ids.lock.json", specDirectory))),
    version,
    published: publishedVersions().map((each) => publishedText(each.version)),
  };
}

/** Reads the standard of another directory that is laid out like the package. Without a lock, no id is missed. */
export function readSpecIn(root: URL): Spec {
  const texts = readTexts(root);
  const lock = new URL("spec/ids.lock.json", root);
  return {
    ...texts,
    lock: existsSync(lock) ? parseLock(readText(lock)) : updateLock([], allRequirements(texts), "0.0.0", nothingAsked),
    version: "0.0.0", published: [],
  };
}

function readTexts(root: URL): Pick<Spec, "chapters" | "documents" | "exists"> {
  const directory = new URL("spec/", root);
  const read = (file: string): Chapter => parseChapter(file, readText(new URL(file, directory)));
  const files = documentsIn(root).map((path) => posix.relative("spec", path)).sort();
  const isChapter = (file: string): boolean => /^\d\d-[a-z0-9-]+\.md$/.test(file);
  return {
    chapters: files.filter(isChapter).map(read),
    documents: files.filter((file) => !isChapter(file)).map(read),
    exists: (path) => existsSync(new URL(path, directory)),
  };
}

/** The Markdown files of a directory, and of its parts that have documents, by their paths. */
function documentsIn(root: URL): readonly string[] {
  const markdownIn = (part: string): readonly string[] => {
    const directory = new URL(part, root);
    if (!existsSync(directory)) return [];
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = `${part}${entry.name}`;
      const skipped = part === "" || /^(?:\.|node_modules$)/.test(entry.name);
      if (entry.isDirectory()) return skipped ? [] : markdownIn(`${path}/`);
      return entry.name.endsWith(".md") ? [path] : [];
    });
  };
  return ["", "spec/", "conformance/", "reference/"].flatMap(markdownIn);
}

/** The chapters, and the other documents. */
export function allTexts({ chapters, documents }: Pick<Spec, "chapters" | "documents">): readonly Chapter[] {
  return [...chapters, ...documents];
}

/** The requirements of all chapters, in their order. */
export function allRequirements(spec: Pick<Spec, "chapters">): readonly RequirementBlock[] {
  return spec.chapters.flatMap(({ requirements }) => requirements);
}

/** Every id that a published version has. */
export function publishedIds({ published }: Pick<Spec, "published">): ReadonlySet<string> {
  return new Set(published.flatMap(({ requirements }) => requirements.map(({ id }) => id)));
}

function readText(url: URL): string {
  return readFileSync(url, "utf8");
}
