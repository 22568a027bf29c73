/** A line of the agent protocol, as an object. */
export type Line = Readonly<Record<string, unknown>>;

/** An agent that breaks one rule of the agent protocol, made of the agent for JavaScript. */
export interface AgentFault {
  /** The requirement that it breaks. */
  readonly breaks: string;
  /** What it does wrong, in a few words. */
  readonly does: string;
  /** A part of what the kit says of it, and of no other. */
  readonly says: string;
  /** What it makes of each event before that is numbered: by default the event itself. */
  readonly events?: (event: Line) => readonly Line[];
  /** What it makes of the text of each line: by default as it is, in UTF-8. */
  readonly encode?: (line: string) => string | Uint8Array;
  /** Whether it takes a command. */
  readonly takes?: (command: Line) => boolean;
  /** How it numbers its events, given how many there were: by default 1, 2, 3. */
  readonly number?: (count: number) => number;
  /** What it writes first of all. */
  readonly greeting?: string;
  /** Whether what is printed gets between its events. */
  readonly prints?: true;
  /** With which code it exits; 0 by default. */
  readonly exitCode?: number;
}
