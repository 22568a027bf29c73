import type { Writable } from "node:stream";
import { clearTimeout, setTimeout } from "node:timers";
import type { Command, Message } from "../agents/messages.js";
import type { StandardStreamEnds } from "../peers/node-streams.js";
import { AgentProcess } from "./agent-process.js";
import { DiagnosticsTail } from "./diagnostics-tail.js";
import { LineReader } from "./line-reader.js";
import { MAX_LINE } from "./lines.js";
import type { Link } from "./link.js";
import { fieldsOf, messageOf, type Fields } from "./message-of.js";
import { progressOf, type Progress } from "./process-progress.js";

/** Where the channel is, if it is not the standard streams. */
const CHANNEL = 3;
const EXIT_PATIENCE_MS = 2000;

/** How an agent is spoken with. */
export interface ChannelOptions {
  /** The channel is descriptor 3; what the process writes to its standard output is diagnostics, too. */
  readonly apart?: boolean;
  /** The channel is descriptor 3, and the standard streams are the subject's. */
  readonly streams?: boolean;
}

/** An agent in a child process, spoken with in lines of JSON. */
export class ChildLink implements Link {
  /** The agent's standard streams, where they are the subject's; else null. */
  readonly standardStreams: StandardStreamEnds | null;
  onMessage: ((message: Message) => void) | null = null;
  readonly #process: AgentProcess;
  readonly #commands: Writable;
  readonly #diagnostics = new DiagnosticsTail();
  #unheard: Message | null = null;
  #seq = 0;
  #isGone = false;
  #exitCode: number | null = null;

  constructor(command: readonly string[], cwd: string, { apart = false, streams = false }: ChannelOptions = {}) {
    const channel = apart || streams;
    const env = channel ? { ...process.env, REACTOR_STANDARD_CHANNEL: String(CHANNEL) } : process.env;
    this.#process = new AgentProcess(command, { cwd, env, channel });
    const { input, output, errors } = this.#process;
    this.standardStreams = streams ? { input, output } : null;
    this.#commands = this.#process.channel ?? input;
    const lines = new LineReader((line) => this.#line(line), () => {
      this.#breaks("agent.line-length", `it wrote a line of more than ${MAX_LINE} bytes`);
    });
    const text = new TextDecoder();
    (this.#process.channel ?? output).on("data", (chunk: Uint8Array) => {
      lines.push(text.decode(chunk, { stream: true }));
    });
    if (apart && !streams) output.on("data", (chunk: Uint8Array) => this.#diagnostics.add(chunk));
    errors.on("data", (chunk: Uint8Array) => this.#diagnostics.add(chunk));
    void this.#process.exited.then(({ code, how }) => {
      this.#isGone = true;
      this.#exitCode = code;
      this.#tell({ kind: "exit", message: lines.isAmidLine ? `${how}, in the middle of a line` : how });
    });
  }

  #tell(message: Message): void {
    if (this.onMessage !== null) this.onMessage(message);
    else if (this.#unheard === null || message.kind === "exit") this.#unheard = message;
  }

  /** The agent breaks a rule of its protocol. */
  #breaks(rule: string, message: string): void {
    this.#tell({ kind: "broken", message, rule });
  }

  #line(line: string): void {
    const fields = fieldsOf(line);
    const message = messageOf(fields, line);
    if (fields === null || this.#isStamped(fields, message.kind === "event")) this.#tell(message);
  }

  /** Events have a number and a time; answers may. */
  #isStamped({ ev, seq, t }: Fields, isEvent: boolean): boolean {
    if (typeof seq !== "number") {
      if (isEvent) this.#breaks("agent.seq", `its event ${String(ev)} has no number as seq`);
      return !isEvent;
    }
    const due = ++this.#seq;
    if (seq !== due) this.#breaks("agent.seq", `its event ${seq} came where ${due} was due`);
    this.#seq = seq;
    const isTimed = !isEvent || (typeof t === "number" && Number.isFinite(t));
    if (!isTimed) this.#breaks("agent.time", `its event ${String(ev)} has no number as t`);
    return isTimed;
  }

  get unheard(): Message | null {
    return this.#unheard;
  }

  send(command: Command): void {
    if (!this.#isGone) this.#commands.write(`${JSON.stringify(command)}\n`);
  }

  diagnostics(): string {
    return this.#diagnostics.take();
  }

  /** With which code the agent has exited; null if it has not, or was ended by a signal. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  progress(): Progress | null {
    const { pid } = this.#process;
    return pid === null ? null : progressOf(pid);
  }

  async close(): Promise<void> {
    this.#commands.end();
    this.standardStreams?.input.destroy();
    this.standardStreams?.output.destroy();
    const patience = setTimeout(() => this.kill(), EXIT_PATIENCE_MS);
    await this.#process.exited;
    clearTimeout(patience);
  }

  kill(): void {
    this.#process.kill();
  }
}
