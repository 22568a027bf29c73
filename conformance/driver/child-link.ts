import { spawn, type ChildProcess } from "node:child_process";
import type { Duplex, Readable, Writable } from "node:stream";
import { clearTimeout, setTimeout } from "node:timers";
import type { AgentEvent, PeerEvent } from "../trace/events.js";
import type { Command, Hello, Message } from "../agents/messages.js";
import type { StandardStreamEnds } from "../peers/node-streams.js";
import type { Link } from "./link.js";
import { progressOf, type Progress } from "./process-progress.js";

/** Where the channel is, if the standard streams are the subject's. */
const CHANNEL = 3;
const MAX_LINE = 1 << 20;
const DIAGNOSTICS_TAIL = 4000;
const EXIT_PATIENCE_MS = 2000;

/** What every child is started with. */
type Pipes = readonly [input: Writable, output: Readable, errors: Readable, channel?: Duplex];

/** An agent in a child process, spoken with in lines of JSON. */
export class ChildLink implements Link {
  onMessage: (message: Message) => void = () => undefined;
  /** The agent's standard streams, where its channel is another descriptor; else null. */
  readonly standardStreams: StandardStreamEnds | null;
  readonly #child: ChildProcess;
  readonly #commands: Writable;
  readonly #exited: Promise<void>;
  #buffer = "";
  #stderr = "";
  #seq = 0;
  #gone = false;
  #exitCode: number | null = null;

  /** With `streams`, the channel is descriptor 3, and the standard streams are the subject's. */
  constructor(command: readonly string[], cwd: string, { streams = false } = {}) {
    const [file = "", ...args] = command;
    const env = streams ? { ...process.env, REACTOR_STANDARD_CHANNEL: String(CHANNEL) } : process.env;
    this.#child = spawn(file, args, { cwd, env, stdio: ["pipe", "pipe", "pipe", ...(streams ? ["pipe" as const] : [])] });
    const [input, output, errors, channel] = this.#child.stdio as unknown as Pipes;
    this.standardStreams = channel === undefined ? null : { input, output };
    this.#commands = channel ?? input;
    (channel ?? output).setEncoding("utf8").on("data", (text: string) => this.#read(text));
    errors.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-DIAGNOSTICS_TAIL);
    });
    this.#commands.on("error", () => undefined);
    this.#exited = new Promise((resolve) => {
      this.#child.on("error", (error) => {
        this.#leave(`it cannot be started: ${error.message}`);
        resolve();
      });
      this.#child.on("close", (code, signal) => {
        this.#exitCode = code;
        this.#leave(signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`);
        resolve();
      });
    });
  }

  #leave(message: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.onMessage({ kind: "exit", message });
  }

  #read(text: string): void {
    this.#buffer += text;
    for (let end = this.#buffer.indexOf("\n"); end !== -1; end = this.#buffer.indexOf("\n")) {
      const line = this.#buffer.slice(0, end);
      this.#buffer = this.#buffer.slice(end + 1);
      if (isTooLong(line)) this.#breaks("agent.line-length", `it wrote a line of more than ${MAX_LINE} bytes`);
      else this.#line(line);
    }
    if (isTooLong(this.#buffer)) {
      this.#buffer = "";
      this.#breaks("agent.line-length", `it wrote a line of more than ${MAX_LINE} bytes`);
    }
  }

  /** The agent breaks a rule of its protocol. */
  #breaks(rule: string, message: string): void {
    this.onMessage({ kind: "broken", message, rule });
  }

  #line(line: string): void {
    const value = parse(line);
    const { seq } = Object(value) as { readonly seq?: unknown };
    if (typeof seq === "number" && seq !== ++this.#seq) {
      this.#breaks("agent.seq", `its event ${seq} came where ${this.#seq} was due`);
      this.#seq = seq;
    }
    this.onMessage(messageOf(value, line));
  }

  send(command: Command): void {
    if (!this.#gone) this.#commands.write(`${JSON.stringify(command)}\n`);
  }

  diagnostics(): string {
    const text = this.#stderr;
    this.#stderr = "";
    return text;
  }

  /** With which code the agent has exited; null if it has not, or was ended by a signal. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  progress(): Progress | null {
    return this.#child.pid === undefined ? null : progressOf(this.#child.pid);
  }

  async close(): Promise<void> {
    this.#commands.end();
    this.standardStreams?.input.destroy();
    this.standardStreams?.output.destroy();
    const patience = setTimeout(() => this.kill(), EXIT_PATIENCE_MS);
    await this.#exited;
    clearTimeout(patience);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

function isTooLong(line: string): boolean {
  return line.length > MAX_LINE || (line.length > MAX_LINE / 4 && Buffer.byteLength(line) > MAX_LINE);
}

/** The value of a line; undefined if it is not JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function messageOf(value: unknown, line: string): Message {
  const fields = Object(value) as Readonly<Record<string, unknown>>;
  const { ev } = fields as { readonly ev?: unknown };
  switch (ev) {
    case "hello": return { kind: "hello", hello: value as Hello };
    case "refused": return { kind: "refused", op: String(fields["op"]) };
    case "broken": return { kind: "broken", message: String(fields["message"]) };
    default: return typeof ev === "string"
      ? { kind: "event", event: value as AgentEvent | PeerEvent }
      : {
        kind: "broken", rule: "agent.lines",
        message: `it wrote a line that is no event: ${JSON.stringify(line.slice(0, 80))}`,
      };
  }
}
