import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { publishedVersions } from "../../conformance/versions/read-text.js";
import type { StandardText } from "../../conformance/versions/standard-text.js";
import { textOfCommit } from "./commit.js";
import { editionOf } from "./edition.js";
import { generatedFiles, requirementsOf } from "./generated.js";
import { formatProblem, lintSpec } from "./lint.js";
import { publishedAs, snapshotFile, snapshotList } from "./snapshot-file.js";
import { readSpec, specDirectory } from "./spec.js";

const usage = "usage: npm run snapshot -- VERSION [--commit COMMIT]";
const folder = new URL("versions/", specDirectory);

/** Publishes the text of the chapters, or of those of a commit, as a version for good. Returns the exit code. */
function main(): number {
  const [version, commit] = readArguments();
  if (version === undefined) return refuse(2, usage);
  const spec = readSpec();
  const { version: prepared } = spec;
  if (version !== prepared && !new RegExp(`^${prepared.replaceAll(".", "\\.")}-draft\\.[1-9]\\d*$`).test(version)) {
    return refuse(2, `${version} is neither ${prepared}, which is in preparation, nor ${prepared}-draft.N`);
  }
  const file = new URL(`${version}.json`, folder);
  const list = publishedVersions();
  if (existsSync(file) || list.some((each) => each.version === version)) {
    return refuse(1, `${version} is published, and stays as it is`);
  }
  const problems = commit === undefined ? lintSpec(spec) : [];
  if (problems.length > 0) return refuse(1, problems.map(formatProblem).join("\n"));
  const requirements = requirementsOf(spec);
  const text: StandardText = commit === undefined
    ? { version, date: editionOf(spec, requirements).date, requirements } : textOfCommit(commit, version);
  const content = snapshotFile(text);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, content);
  writeFileSync(new URL("index.json", folder), snapshotList([...list, publishedAs(text, content)]));
  for (const { name, content: generated } of generatedFiles(readSpec())) {
    writeFileSync(new URL(name, specDirectory), generated);
  }
  console.log(`spec/versions/${version}.json  ${text.requirements.length} requirements, ${text.date}`);
  return 0;
}

function readArguments(): readonly [version?: string, commit?: string] {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { commit: { type: "string" } } });
    const [version, ...more] = positionals;
    return version === undefined || more.length > 0 ? []
      : values.commit === undefined ? [version] : [version, values.commit];
  } catch {
    return [];
  }
}

function refuse(code: number, message: string): number {
  console.error(message);
  return code;
}

process.exitCode = main();
