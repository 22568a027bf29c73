import type { Address, ConnectOptions, Protocol, Reactor, Transport } from "../../spec/reactor.js";
import { messageOf, unstuffed } from "./dot-stuffing.js";
import { lineProtocol } from "./line-protocol.js";
import { bytesOf, textOf } from "./text.js";

const LINES = { delimiter: bytesOf("\r\n"), longest: 64 * 1024 };

/** What the server said instead of `+OK`. */
export class Pop3Refusal extends Error {
  override readonly name = "Pop3Refusal";
}

/** Who waits for a response, of one line or of several. */
interface Waiting {
  readonly command: string | null;
  readonly isLong: boolean;
  resolve(response: Response): void;
  reject(error: unknown): void;
}

interface Response {
  /** What follows `+OK`. */
  readonly text: string;
  readonly lines: readonly Uint8Array[];
}

/** Connects to a POP3 server. Rejected if that fails, or if the server does not greet. */
export async function connectPop3(reactor: Reactor, address: Address, options?: ConnectOptions): Promise<Pop3Client> {
  const client = new Pop3Client();
  await reactor.connect(address, () => client.protocol, options);
  await client.greeting;
  return client;
}

/**
 * A session with a POP3 server (RFC 1939). Commands are sent one after the other, each when the one before is
 * answered. Each promise is rejected with a Pop3Refusal if the server refuses, with an error if the connection ends,
 * and with a TypeError or RangeError for an argument that no command can have.
 */
export class Pop3Client {
  readonly protocol: Protocol;
  readonly greeting: Promise<unknown>;
  readonly #waiting: Waiting[] = [];
  #transport: Transport | null = null;
  /** The response of several lines that is coming. */
  #text: string | null = null;
  #lines: Uint8Array[] = [];
  #ended: Error | null = null;

  constructor() {
    this.greeting = new Promise((resolve, reject) => {
      this.#waiting.push({ command: null, isLong: false, resolve, reject });
    });
    this.greeting.catch(() => {});
    this.protocol = lineProtocol({
      connectionMade: (transport) => {
        this.#transport = transport;
      },
      lineReceived: (line) => this.#received(line),
      connectionLost: (reason) => {
        const cause = "error" in reason ? { cause: reason.error } : undefined;
        this.#end(new Error(`the connection has ended: ${reason.kind}`, cause));
      },
    }, LINES);
  }

  async login(user: string, password: string): Promise<void> {
    const [name, word] = [argument(user), argument(password)];
    await this.#ask(`USER ${name}`);
    await this.#ask(`PASS ${word}`);
  }

  /** How many messages there are, and their bytes in all. */
  async stat(): Promise<{ readonly messages: number; readonly bytes: number }> {
    const [messages = 0, bytes = 0] = (await this.#ask("STAT")).text.split(" ").map(Number);
    return { messages, bytes };
  }

  /** The size of each message, by its number. */
  async list(): Promise<ReadonlyMap<number, number>> {
    const { lines } = await this.#ask("LIST", true);
    return new Map(pairs(lines).map(([number, size]) => [number, Number(size)]));
  }

  /** The id of each message, by its number. */
  async ids(): Promise<ReadonlyMap<number, string>> {
    return new Map(pairs((await this.#ask("UIDL", true)).lines));
  }

  /** A message, its lines ended by CR LF. */
  async retrieve(number: number): Promise<Uint8Array> {
    return messageOf((await this.#ask(`RETR ${numeral(number, 1)}`, true)).lines);
  }

  /** The head of a message and so many lines of its body. */
  async top(number: number, lines: number): Promise<Uint8Array> {
    return messageOf((await this.#ask(`TOP ${numeral(number, 1)} ${numeral(lines, 0)}`, true)).lines);
  }

  /** Marks a message, to be removed when the session ends with `quit`. */
  async delete(number: number): Promise<void> {
    await this.#ask(`DELE ${numeral(number, 1)}`);
  }

  /** Takes all marks back. */
  async reset(): Promise<void> {
    await this.#ask("RSET");
  }

  async noop(): Promise<void> {
    await this.#ask("NOOP");
  }

  /** Ends the session: what is marked is removed. */
  async quit(): Promise<void> {
    await this.#ask("QUIT");
    this.#transport?.loseConnection();
  }

  #ask(command: string, isLong = false): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended);
      this.#waiting.push({ command, isLong, resolve, reject });
      if (this.#waiting.length === 1) this.#send();
    });
  }

  #send(): void {
    const command = this.#waiting[0]?.command ?? null;
    if (command !== null) this.#transport?.write(bytesOf(`${command}\r\n`));
  }

  #received(line: Uint8Array): void | "done" {
    if (this.#text === null) return this.#begun(textOf(line));
    const own = unstuffed(line);
    if (own !== null) this.#lines.push(own);
    else this.#answer(this.#text, this.#lines);
    return undefined;
  }

  #begun(line: string): void | "done" {
    const [first] = this.#waiting;
    const [, kind, text = ""] = /^(\+OK|-ERR) ?(.*)$/.exec(line) ?? [];
    if (first === undefined || kind === undefined) {
      this.#end(new Error(`what the server says is no response: ${line}`));
      this.#transport?.abortConnection();
      return "done";
    }
    if (kind === "-ERR") this.#next()?.reject(new Pop3Refusal(text));
    else if (first.isLong) this.#text = text;
    else this.#answer(text, []);
    return undefined;
  }

  #answer(text: string, lines: readonly Uint8Array[]): void {
    this.#text = null;
    this.#lines = [];
    this.#next()?.resolve({ text, lines });
  }

  /** Takes the first of those who wait, and sends the next command. */
  #next(): Waiting | undefined {
    const first = this.#waiting.shift();
    this.#send();
    return first;
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#ended);
  }
}

/** A part of a command, which cannot end it. */
function argument(text: string): string {
  if (typeof text !== "string") throw new TypeError(`no text: ${typeof text}`);
  if (/[\r\n]/.test(text)) throw new RangeError("a command is one line");
  return text;
}

function numeral(number: number, least: number): string {
  if (!Number.isSafeInteger(number) || number < least) throw new RangeError(`no such number: ${number}`);
  return String(number);
}

function pairs(lines: readonly Uint8Array[]): readonly (readonly [number, string])[] {
  return lines.map((line) => {
    const [number = "", ...rest] = textOf(line).split(" ");
    return [Number(number), rest.join(" ")] as const;
  });
}
