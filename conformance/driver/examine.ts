import { statSync } from "node:fs";
import type { Requirement } from "../../spec/requirement.js";
import { openLink } from "./open-link.js";
import { resolveSubject } from "./resolve-subject.js";
import { readManifest } from "./subject-manifest.js";
import type { Subject } from "./subject.js";

const PATIENCE_MS = 10_000;

/** Whether a subject can run on this machine. */
export interface Examined {
  /** Null if its manifest cannot be read. */
  readonly subject: Subject | null;
  /** What it says of itself once it is started; null if it cannot be. */
  readonly here: { readonly version: string; readonly runtime: string } | null;
  /** What keeps it from running, in one line; null if nothing does. */
  readonly lacks: string | null;
}

/** Starts the agent of a subject, and ends it once it has said hello. `shown` names the file in messages. */
export async function examine(path: string, shown: string, requirements: readonly Requirement[]): Promise<Examined> {
  let subject: Subject | null = null;
  try {
    subject = shown.endsWith(".subject.json")
      ? readManifest(path, shown, false, requirements)
      : resolveSubject({ kind: "path", path, inProcess: false }, { cwd: "/", requirements });
    const absent = absentPart(subject);
    if (absent !== null) return { subject, here: null, lacks: absent };
    const { link, hello: { version, runtime } } = await openLink(subject, PATIENCE_MS);
    link.kill();
    await link.close();
    return { subject, here: { version, runtime }, lacks: null };
  } catch (error) {
    return { subject, here: null, lacks: String(Object(error)["message"] ?? error).replaceAll(/\s*\n\s*/g, " ") };
  }
}

/** The file that a subject is started by, if it is not there. */
function absentPart({ source }: Subject): string | null {
  if (source.kind === "module") return isThere(source.path) ? null : `${source.path} is not there`;
  const [program] = source.kind === "command" ? source.command : [];
  return program === undefined || !program.includes("/") || isThere(program) ? null : `${program} is not there`;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
