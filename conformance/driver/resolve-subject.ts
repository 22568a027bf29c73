import { statSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import type { Requirement } from "../../spec/requirement.js";
import { why } from "./json-file.js";
import { shellWords } from "./shell-words.js";
import type { Subject } from "./subject.js";
import { readManifest } from "./subject-manifest.js";
import { UsageError } from "./usage-error.js";

/** A subject as the command line names it. */
export type SubjectRequest =
  /** A module, or a manifest `NAME.subject.json`. */
  | { readonly kind: "path"; readonly path: string; readonly inProcess: boolean }
  /** `--exec`: the command line of an agent. */
  | { readonly kind: "exec"; readonly command: string };

/** Where relative paths start, and which requirements an expectation file may name. */
export interface Surroundings {
  readonly cwd: string;
  readonly requirements: readonly Requirement[];
}

/**
 * Finds the subject that a caller asks for, and reads its manifest if it has one.
 * @throws UsageError, its message one line, if there is no such subject or its manifest is wrong.
 */
export function resolveSubject(request: SubjectRequest, { cwd, requirements }: Surroundings): Subject {
  if (request.kind === "exec") return commandSubject(request.command, cwd);
  const path = resolve(cwd, request.path);
  const shown = request.path;
  if (shown.endsWith(".subject.json")) {
    const subject = readManifest(path, shown, request.inProcess, requirements);
    const { source } = subject;
    if (source.kind === "module") checkFile(source.path, `${shown}: the field "module": ${source.path}`);
    return subject;
  }
  checkFile(path, shown);
  if (![".js", ".mjs", ".cjs"].includes(extname(path))) {
    throw new UsageError(
      `${shown}: a subject is a module (.js, .mjs, .cjs), a manifest (NAME.subject.json) or --exec "COMMAND"`);
  }
  return {
    ...unclaimed, name: basename(path, extname(path)), source: { kind: "module", path, inProcess: request.inProcess },
  };
}

const unclaimed = { version: null, language: null, profiles: null, expectations: [] } as const;

function commandSubject(line: string, cwd: string): Subject {
  const command = shellWords(line);
  if (command.length === 0) throw new UsageError("--exec needs a command");
  return { ...unclaimed, name: line.trim(), source: { kind: "command", command, cwd } };
}

function checkFile(path: string, shown: string): void {
  let isFile: boolean;
  try {
    isFile = statSync(path).isFile();
  } catch (error) {
    throw new UsageError(`${shown}: ${why(error)}`);
  }
  if (!isFile) throw new UsageError(`${shown}: not a file`);
}
