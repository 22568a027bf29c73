import { createHash } from "node:crypto";
import type { Published } from "../../conformance/versions/read-text.js";
import type { StandardText } from "../../conformance/versions/standard-text.js";

/** A version of the standard as a file of `spec/versions/`: one line a requirement. */
export function snapshotFile({ version, date, requirements }: StandardText): string {
  const lines = requirements.map((requirement) => {
    const { id, aliases, level, profile, binding, text, intent, prior, chapter, since, test } = requirement;
    return JSON.stringify({ id, aliases, level, profile, binding, text, intent, prior, chapter, since, test });
  });
  return `{"version":${JSON.stringify(version)},"date":${JSON.stringify(date)},"requirements":[\n`
    + `${lines.join(",\n")}\n]}\n`;
}

/** What the list of snapshots says of a file. */
export function publishedAs({ version, date, requirements }: StandardText, content: string): Published {
  return {
    version, date, requirements: requirements.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  };
}

/** The list of snapshots, `spec/versions/index.json`. */
export function snapshotList(list: readonly Published[]): string {
  return `[${list.map((each) => `\n  ${JSON.stringify(each)}`).join(",")}\n]\n`;
}
