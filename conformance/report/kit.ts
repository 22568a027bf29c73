import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  readonly name: string;
  readonly version: string;
  readonly homepage?: string;
};

/** This kit. It and the standard that it judges by are released together, under one version. */
export const kit = { name: manifest.name, version: manifest.version } as const;

export const spec = { version: manifest.version } as const;

/** The address below which the pages of the standard are published, or null as long as there is none. */
export const homepage: string | null = manifest.homepage ?? null;
