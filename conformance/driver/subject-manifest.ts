import { dirname, resolve } from "node:path";
import { profiles as knownProfiles, type Requirement } from "../../spec/requirement.js";
import { readExpectations } from "./expectation-file.js";
import { objectOf, optionalListField, optionalTextField, readJson, textField, type JsonObject } from "./json-file.js";
import { didYouMean } from "./nearest.js";
import { claimsOf } from "../oracle/shim-claims.js";
import { readDeclaration } from "./shim-manifest.js";
import type { Subject } from "./subject.js";
import { UsageError } from "./usage-error.js";

const fields = ["name", "version", "language", "module", "command", "profiles", "expectations", "shim", "setup"];

/**
 * Reads `NAME.subject.json`: `{name, version?, language?, module | command, profiles?, expectations?, shim?, setup?}`.
 * Paths are relative to the manifest; `{dir}` in a word of the command, or in the setup, stands for its directory.
 * @throws UsageError naming the file and the field that is wrong; `shown` names the file in the message.
 */
export function readManifest(
  path: string, shown: string, inProcess: boolean, requirements: readonly Requirement[],
): Subject {
  const manifest = objectOf(readJson(path, shown), shown, fields);
  const directory = dirname(path);
  const expectations = optionalTextField(manifest, "expectations");
  const setup = optionalTextField(manifest, "setup");
  return {
    name: textField(manifest, "name"),
    version: optionalTextField(manifest, "version"),
    language: optionalTextField(manifest, "language"),
    ...claimed(manifest, inProcess),
    source: sourceOf(manifest, directory, inProcess),
    expectations: expectations === null
      ? []
      : readExpectations(resolve(directory, expectations), expectations, requirements),
    ...(setup === null ? {} : { setup: setup.replaceAll("{dir}", directory) }),
  };
}

/** What is claimed. A shim claims nothing else, and what its manifest does not declare its agent says. */
function claimed(manifest: JsonObject, inProcess: boolean): Pick<Subject, "profiles" | "isShim"> {
  const profiles = profilesOf(manifest);
  const declaration = readDeclaration(manifest);
  if (profiles?.includes("shim") !== true) {
    if (declaration === null) return { profiles };
    throw new UsageError(`${manifest.where}: the field "shim" needs the profile shim among "profiles"`);
  }
  if (profiles.length > 1) throw new UsageError(`${manifest.where}: a shim claims the profile shim, and no other`);
  if (inProcess) throw new UsageError(`${manifest.where}: --in-process is for reactors: a shim has a realm to itself`);
  return { profiles: declaration === null ? null : claimsOf(declaration), isShim: true };
}

function profilesOf(manifest: JsonObject): readonly string[] | null {
  const profiles = optionalListField(manifest, "profiles");
  for (const profile of profiles ?? []) {
    if ((knownProfiles as readonly string[]).includes(profile)) continue;
    throw new UsageError(
      `${manifest.where}: the field "profiles": no profile ${profile}${didYouMean(profile, knownProfiles)}`);
  }
  return profiles;
}

function sourceOf(manifest: JsonObject, directory: string, inProcess: boolean): Subject["source"] {
  const module = optionalTextField(manifest, "module");
  const command = optionalListField(manifest, "command");
  if (module !== null && command === null) {
    return { kind: "module", path: resolve(directory, module), inProcess };
  }
  if (module === null && command !== null) {
    if (inProcess) throw new UsageError(`${manifest.where}: --in-process needs a module, and this is a command`);
    return { kind: "command", command: command.map((word) => word.replaceAll("{dir}", directory)), cwd: directory };
  }
  throw new UsageError(`${manifest.where}: one of the fields "module" and "command" is needed, and not both`);
}
