import type { Env } from "markdown-it";

/** What a piece of Markdown is rendered with. */
export interface Context extends Env {
  /** The file in `spec/` that it is of. */
  readonly file: string;
  /** The title of the section that it stands in. */
  section: string;
  /** How many tables that section has had. */
  tables: number;
}

/** A context at the beginning of a file of `spec/`. */
export function beginOf(file: string): Context {
  return { file, section: "", tables: 0 };
}

/**
 * The context that Markdown is rendered with.
 * @throws TypeError if it is rendered without one.
 */
export function contextOf(env: Env | undefined): Context {
  if (env === undefined || !("file" in env)) throw new TypeError("rendered without a context");
  return env as Context;
}
