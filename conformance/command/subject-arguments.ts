import type { SubjectRequest } from "../driver/resolve-subject.js";
import { UsageError } from "../driver/usage-error.js";
import type { Arguments, Options } from "./options.js";

/** The options that say what is judged, beside SUBJECT. */
export const subjectOptions: Options = {
  "exec": { value: '"COMMAND"', about: "Judge the agent that COMMAND starts; it takes the place of SUBJECT." },
  "in-process": {
    about: `Host a module in this process instead of a child: faster, but nothing is kept apart. A subject that hangs or
      exits takes the kit along; what it replaces of the language or the host, the kit uses, too; and no verdict on a
      subject that does such things is to be trusted.`,
  },
};

/**
 * What is to be judged, and the words behind it.
 * @throws UsageError if nothing is named, or `--in-process` is asked of a command.
 */
export function subjectOf(args: Arguments): { readonly request: SubjectRequest; readonly rest: readonly string[] } {
  const inProcess = args.has("in-process");
  const [command] = args.values("exec");
  if (command !== undefined) {
    if (inProcess) throw new UsageError("--in-process needs a module, and --exec starts a command");
    return { request: { kind: "exec", command }, rest: args.positionals };
  }
  const [path, ...rest] = args.positionals;
  if (path === undefined) throw new UsageError('SUBJECT is missing: a module, a manifest, or --exec "COMMAND"');
  return { request: { kind: "path", path, inProcess }, rest };
}

/** The words that name the subject again. */
export function subjectWords(request: SubjectRequest): readonly string[] {
  if (request.kind === "exec") return ["--exec", request.command];
  return request.inProcess ? ["--in-process", request.path] : [request.path];
}

/** The words as a command line for a shell. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
