import { isIP } from "node:net";
import { connect, createServer, type TLSSocket } from "node:tls";
import type { PeerTlsSpec } from "../language/tls.js";
import type { SecuredInfo } from "../trace/events.js";
import type { PeerEnd, PeerSocket } from "./network.js";
import { TlsStream } from "./tls-stream.js";

// Captured before a subject can replace them.
const host = { connect, createServer, setImmediate: globalThis.setImmediate };

/** A peer's engine is at rest when nothing happened for so many turns of the host; so it is done with an end, too. */
const TURNS_TO_REST = 8;
const TURNS_TO_THE_END = 5;

/** What a peer's TLS tells. */
export interface PeerTlsEvents {
  secured(info: SecuredInfo): void;
  /** The handshake failed, or TLS later on, with the library's code. */
  failed(code: string): void;
  data(bytes: Uint8Array): void;
  end(how: PeerEnd): void;
}

/** A peer's TLS over its own socket, below any reactor: its side is the driver's `node:tls`. */
export class PeerTls {
  readonly #raw: PeerSocket;
  readonly #events: PeerTlsEvents;
  readonly #hold: () => () => void;
  readonly #stream: TlsStream;
  #socket: TLSSocket | null = null;
  #waiting: Uint8Array[] = [];
  #secured = false;
  #ended = false;
  #release: (() => void) | null = null;
  #quiet = 0;

  /** `hold` keeps the clock of a network that has one of its own still while the engine is at work. */
  constructor(
    raw: PeerSocket, role: "client" | "server", spec: PeerTlsSpec, events: PeerTlsEvents, hold: () => () => void,
    behind: Uint8Array = new Uint8Array(0),
  ) {
    this.#raw = raw;
    this.#events = events;
    this.#hold = hold;
    this.#stream = new TlsStream((bytes) => raw.send(bytes), () => raw.end(), () => this.#active());
    if (behind.length > 0) this.#stream.prefix(behind);
    this.#active();
    if (role === "client") this.#startClient(spec);
    else this.#startServer(spec);
  }

  /** Something came from below. */
  received(bytes: Uint8Array): void {
    this.#active();
    this.#stream.push(bytes);
  }

  /** The connection below ended: only a close_notify before it makes a clean end. */
  rawEnded(how: PeerEnd): void {
    if (how === "reset") return this.#end("reset");
    this.#after(TURNS_TO_THE_END, () => this.#end("truncated"));
  }

  /** Bytes that the engine was given to send, and that are not on their way. */
  get unsentBytes(): number {
    return this.#socket?.writableLength ?? 0;
  }

  send(bytes: Uint8Array): void {
    this.#active();
    if (this.#secured || this.#socket !== null) this.#socket?.write(bytes);
    else this.#waiting.push(bytes);
  }

  /** The close_notify behind what was sent, and the end of the connection's sending. */
  end(): void {
    this.#active();
    this.#socket?.end();
  }

  close(): void {
    this.end();
    this.#whenSent(() => this.#raw.close());
  }

  /** The end of the connection's sending without a close_notify. */
  cut(): void {
    this.#whenSent(() => this.#raw.end());
  }

  #startClient(spec: PeerTlsSpec): void {
    const { serverName } = spec;
    const socket = host.connect({
      socket: this.#stream, rejectUnauthorized: false, ...optionsOf(spec),
      ...(serverName === undefined || isIP(serverName) !== 0 ? {} : { servername: serverName }),
    });
    this.#watch(socket);
    socket.once("secureConnect", () => this.#tellSecured(socket));
  }

  #startServer(spec: PeerTlsSpec): void {
    const server = host.createServer(optionsOf(spec));
    server.once("secureConnection", (socket) => {
      this.#watch(socket);
      for (const bytes of this.#waiting) socket.write(bytes);
      this.#tellSecured(socket);
    });
    server.once("tlsClientError", (error: NodeJS.ErrnoException) => this.#failed(error));
    server.emit("connection", this.#stream);
  }

  #watch(socket: TLSSocket): void {
    this.#socket = socket;
    socket.on("error", (error: NodeJS.ErrnoException) => this.#failed(error));
    socket.on("data", (data: Uint8Array) => {
      if (!this.#ended) this.#events.data(data);
    });
    socket.on("end", () => this.#end("clean"));
  }

  #tellSecured(socket: TLSSocket): void {
    this.#secured = true;
    const { servername } = socket as { readonly servername?: string | false | null };
    this.#events.secured({
      version: socket.getProtocol() ?? "", alpn: socket.alpnProtocol || null, serverName: servername || null,
    });
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (!this.#ended) this.#events.failed(error.code ?? "UNKNOWN");
  }

  #end(how: PeerEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.end(how);
  }

  #whenSent(act: () => void): void {
    if (this.#stream.isSending || (this.#socket?.writableLength ?? 0) > 0) this.#after(1, () => this.#whenSent(act));
    else act();
  }

  #after(turns: number, act: () => void): void {
    this.#active();
    if (turns === 0) act();
    else host.setImmediate(() => this.#after(turns - 1, act));
  }

  #active(): void {
    this.#quiet = 0;
    if (this.#release !== null) return;
    this.#release = this.#hold();
    host.setImmediate(() => this.#turn());
  }

  #turn(): void {
    if (++this.#quiet < TURNS_TO_REST) return void host.setImmediate(() => this.#turn());
    this.#release?.();
    this.#release = null;
  }
}

function optionsOf({ own, version, alpn = [] }: PeerTlsSpec): object {
  return {
    ...(own === undefined ? {} : { cert: own.certificate, key: own.key }),
    ...(version === undefined ? {} : { minVersion: version, maxVersion: version }),
    ALPNProtocols: alpn,
  };
}
