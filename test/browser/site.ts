import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const command = fileURLToPath(new URL("../../tools/site/build.js", import.meta.url));

/** The site as `npm run build:spec` makes it, in a directory of its own, and opened as files. */
export class Site {
  readonly #directory = mkdtempSync(join(tmpdir(), "reactor-standard-site-"));

  /** @throws Error if the site could not be built. */
  constructor() {
    const { status, stderr } = spawnSync(process.execPath, [command, this.#directory], {
      encoding: "utf8", env: { ...process.env, SOURCE_DATE_EPOCH: "1764115200" },
    });
    if (status !== 0) throw new Error(`the site was not built: ${stderr}`);
  }

  /** The names of the pages. */
  get pages(): readonly string[] {
    return readdirSync(this.#directory).filter((name) => name.endsWith(".html")).sort();
  }

  /** The names of all files. */
  get files(): readonly string[] {
    return readdirSync(this.#directory).sort();
  }

  url(name: string): string {
    return pathToFileURL(join(this.#directory, name)).href;
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
