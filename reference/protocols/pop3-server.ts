import type { Protocol, ProtocolFactory, Transport } from "../../spec/reactor.js";
import { linesOf, sizeOf, stuffed } from "./dot-stuffing.js";
import { lineProtocol } from "./line-protocol.js";
import { bytesOf, textOf } from "./text.js";

/** A message as a mailbox keeps it. */
export interface Message {
  /** Unique in the mailbox, and the same in every session: 1 to 70 visible characters. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** What a session has of a mailbox, from a right password to its end. */
export interface Mailbox {
  readonly messages: readonly Message[];
  /** Removes what the session has marked, when it ends with QUIT. */
  remove(messages: readonly Message[]): void;
  /** The session is over, however it ended. */
  close(): void;
}

/** The mailbox, or null if the password is wrong or another session has it. */
export type OpenMailbox = (user: string, password: string) => Mailbox | null;

/** Commands have at most 255 bytes. */
const LINES = { delimiter: bytesOf("\r\n"), longest: 253 };

/** Serves mailboxes over POP3 (RFC 1939). */
export function pop3Server(open: OpenMailbox): ProtocolFactory {
  return () => {
    const session = new Session(open);
    return session.protocol;
  };
}

/** A message of a session: its number is its place. */
interface Entry {
  readonly message: Message;
  readonly lines: readonly Uint8Array[];
  readonly size: number;
  marked: boolean;
}

/** What a command is refused with. */
class Refusal extends Error {}

class Session {
  readonly protocol: Protocol;
  readonly #open: OpenMailbox;
  #transport: Transport | null = null;
  #user: string | null = null;
  #mailbox: Mailbox | null = null;
  #entries: readonly Entry[] = [];

  constructor(open: OpenMailbox) {
    this.#open = open;
    this.protocol = lineProtocol({
      connectionMade: (transport) => {
        this.#transport = transport;
        this.#reply("+OK ready");
      },
      lineReceived: (line) => this.#command(textOf(line)),
      lineTooLong: () => this.#reply("-ERR the line is too long"),
      connectionLost: () => this.#mailbox?.close(),
    }, LINES);
  }

  #command(line: string): void | "done" {
    const [keyword = "", ...parameters] = line.split(" ");
    const command = keyword.toUpperCase();
    if (command === "QUIT") return this.#quit();
    try {
      // A password may have spaces.
      if (command === "PASS") this.#pass(line.slice("PASS ".length));
      else this.#obey(command, parameters);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#reply(`-ERR ${error.message}`);
    }
    return undefined;
  }

  #obey(command: string, [first, second]: readonly string[]): void {
    if (command === "USER") return this.#name(first);
    if (this.#mailbox === null) throw new Refusal(this.#knows(command) ? "log in first" : "no such command");
    switch (command) {
      case "STAT": return this.#stat();
      case "LIST": return this.#list(first, ({ size }) => String(size));
      case "UIDL": return this.#list(first, ({ message }) => message.id);
      case "RETR": return this.#send(this.#entry(first).lines);
      case "TOP": return this.#top(first, second);
      case "DELE": return this.#delete(first);
      case "NOOP": return this.#reply("+OK");
      case "RSET": return this.#reset();
      default: throw new Refusal("no such command");
    }
  }

  #knows(command: string): boolean {
    return ["STAT", "LIST", "UIDL", "RETR", "TOP", "DELE", "NOOP", "RSET"].includes(command);
  }

  #name(user: string | undefined): void {
    if (this.#mailbox !== null) throw new Refusal("logged in already");
    if (user === undefined || user === "") throw new Refusal("no name");
    this.#user = user;
    this.#reply("+OK and the password?");
  }

  #pass(password: string): void {
    if (this.#mailbox !== null) throw new Refusal("logged in already");
    if (this.#user === null) throw new Refusal("USER first");
    const user = this.#user;
    this.#user = null;
    this.#mailbox = this.#open(user, password);
    if (this.#mailbox === null) throw new Refusal("a wrong password, or the mailbox is in use");
    this.#entries = this.#mailbox.messages.map((message) => {
      const lines = linesOf(message.bytes);
      return { message, lines, size: sizeOf(lines), marked: false };
    });
    this.#reply(`+OK ${this.#entries.length} messages`);
  }

  #stat(): void {
    const kept = this.#kept();
    this.#reply(`+OK ${kept.length} ${kept.reduce((sum, { size }) => sum + size, 0)}`);
  }

  #list(number: string | undefined, show: (entry: Entry) => string): void {
    if (number !== undefined) return this.#reply(`+OK ${Number(number)} ${show(this.#entry(number))}`);
    const rows = this.#entries.flatMap((entry, i) => entry.marked ? [] : [bytesOf(`${i + 1} ${show(entry)}`)]);
    this.#send(rows);
  }

  #top(number: string | undefined, count: string | undefined): void {
    const { lines } = this.#entry(number);
    if (count === undefined || !/^\d{1,9}$/.test(count)) throw new Refusal("no number of lines");
    const blank = lines.findIndex((line) => line.length === 0);
    this.#send(blank === -1 ? lines : lines.slice(0, blank + 1 + Number(count)));
  }

  #delete(number: string | undefined): void {
    this.#entry(number).marked = true;
    this.#reply("+OK marked");
  }

  #reset(): void {
    for (const entry of this.#entries) entry.marked = false;
    this.#reply("+OK");
  }

  #quit(): "done" {
    this.#mailbox?.remove(this.#entries.filter(({ marked }) => marked).map(({ message }) => message));
    this.#reply("+OK bye");
    this.#transport?.loseConnection();
    return "done";
  }

  #kept(): readonly Entry[] {
    return this.#entries.filter(({ marked }) => !marked);
  }

  #entry(number: string | undefined): Entry {
    const entry = number !== undefined && /^\d{1,9}$/.test(number) ? this.#entries[Number(number) - 1] : undefined;
    if (entry === undefined || entry.marked) throw new Refusal("no such message");
    return entry;
  }

  #reply(line: string): void {
    this.#transport?.write(bytesOf(`${line}\r\n`));
  }

  #send(lines: readonly Uint8Array[]): void {
    this.#reply("+OK");
    this.#transport?.write(stuffed(lines));
  }
}
