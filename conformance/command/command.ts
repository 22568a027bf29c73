import type { Arguments, Options } from "./options.js";
import type { Terminal } from "./terminal.js";

export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** One command of the command line, and its page of the manual. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How it is called, a line each. */
  readonly synopsis: readonly string[];
  /** Paragraphs; how they break into lines does not count. */
  readonly about: readonly string[];
  readonly options: Options;
  /** Its first argument is a program: what stands behind that is the program's. */
  readonly runsProgram?: true;
  /** What one does with it, and the command that does it. */
  readonly examples: readonly (readonly [purpose: string, command: string])[];
  /**
   * Does it. Returns the exit code, which is that of the program if it runs one.
   * @throws UsageError if the arguments make no sense; AgentError if the subject's agent breaks.
   */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}
