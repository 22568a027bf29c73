import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  readonly name: string;
  readonly version: string;
};

/** This kit. It and the standard that it judges by are released together, under one version. */
export const kit = { name: manifest.name, version: manifest.version } as const;

export const spec = { version: manifest.version } as const;
