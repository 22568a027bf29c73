import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { publishedText, publishedVersions } from "../../conformance/versions/read-text.js";
import type { StandardText } from "../../conformance/versions/standard-text.js";
import { parseLock, type Lock } from "./lock.js";
import type { Chapter, RequirementBlock } from "./model.js";
import { parseChapter } from "./parse.js";

/** All that the lints and the extraction look at. */
export interface Spec {
  readonly chapters: readonly Chapter[];
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

export const specDirectory = new URL("spec/", packageRoot);

/** Reads the chapters `NN-name.md` and the lock of `spec/`. */
export function readSpec(): Spec {
  const files = readdirSync(specDirectory).filter((file) => /^\d\d-[a-z0-9-]+\.md$/.test(file)).sort();
  const { version } = JSON.parse(readText(new URL("package.json", packageRoot))) as { readonly version: string };
  return {
    chapters: files.map((file) => parseChapter(file, readText(new URL(file, specDirectory)))),
    lock: parseLock(readText(new URL("ids.lock.json", specDirectory))),
    version,
    published: publishedVersions().map((each) => publishedText(each.version)),
    exists: (path) => existsSync(fileURLToPath(new URL(path, specDirectory))),
  };
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
