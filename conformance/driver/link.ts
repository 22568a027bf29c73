import type { Command, Message } from "../agents/messages.js";
import type { StandardStreamEnds } from "../peers/node-streams.js";
import type { Progress } from "./process-progress.js";

/** A running agent, in a child process or in this one. */
export interface Link {
  send(command: Command): void;
  /** Whom to tell of what comes, one at a time; null between scenarios, when nothing should come. */
  onMessage: ((message: Message) => void) | null;
  /** What came while nobody was told: its exit, or else the first message. */
  readonly unheard?: Message | null;
  /** The tail of what the subject wrote as diagnostics since it was last asked. */
  diagnostics(): string;
  /** The other ends of the agent's standard streams, where they are the subject's and no channel. */
  readonly standardStreams?: StandardStreamEnds | null;
  /** How far its process has got; null where the host does not tell. Absent for an agent in this process. */
  progress?(): Progress | null;
  /** Asks the agent to exit, and waits; kills it if it does not. */
  close(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}
