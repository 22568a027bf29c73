import { Server, Socket } from "node:net";
import { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

/** A request of the host's streams: it is told of its outcome once. */
export interface HostRequest {
  oncomplete?: (status: number, ...more: unknown[]) => void;
  /** How it ended, if nobody was to be told yet. */
  writeStatus?: number | null;
}

/**
 * What a write of the host's streams comes to, as its number; or a request that is not complete yet, where the host brings
 * none of its own to the write.
 */
export type WriteResult = number | HostRequest;

/** A request of the host's sockets to connect. */
export interface ConnectRequest extends HostRequest {
  readonly address?: string;
}

/** The host's stream whose body is in JavaScript: a stream base, so that TLS, HTTP and HTTP/2 work on top of it. */
export interface JsStream {
  readonly bytesRead: number;
  readonly bytesWritten: number;
  reading?: boolean;
  readBuffer(data: Uint8Array): void;
  emitEOF(): void;
  finishWrite(request: HostRequest, status: number): void;
  finishShutdown(request: HostRequest, status: number): void;
  useUserBuffer(buffer: Uint8Array): void;
  writeBuffer(request: HostRequest | null, data: Uint8Array): WriteResult;
  writev(request: HostRequest | null, chunks: readonly unknown[], allBuffers: boolean): WriteResult;
  writeUtf8String(request: HostRequest | null, text: string): WriteResult;
  writeLatin1String(request: HostRequest | null, text: string): WriteResult;
  writeAsciiString(request: HostRequest | null, text: string): WriteResult;
  writeUcs2String(request: HostRequest | null, text: string): WriteResult;
  getAsyncId(): number;
}

export type JsStreamConstructor = new () => JsStream;

/** The host's own handle of a TCP socket, of which a port can be had. */
export interface NativeTcp {
  bind(host: string, port: number): number;
  bind6(host: string, port: number, flags: number): number;
  getsockname(out: { address?: string; port?: number }): number;
  close(): void;
}

export type NativeTcpConstructor = new (type: number) => NativeTcp;

/** What the writes of a stream base tell the host's JavaScript beside their result. */
export interface WriteState {
  readonly state: Record<number, number>;
  readonly bytesWritten: number;
  readonly wasAsync: number;
  /** Null in a host that brings a request to each write. */
  readonly error: number | null;
}

/** What the streams lean on in the host. */
export interface HostInternals {
  readonly JsStream: JsStreamConstructor;
  readonly Tcp: NativeTcpConstructor;
  readonly Pipe: new (type: number) => object;
  /** Where handles name the socket or server that they belong to. */
  readonly owner: symbol;
  /** The method of sockets that gives them another handle. */
  readonly reinitialize: symbol;
  /** Null where it cannot be had: writes are then never complete within their call. */
  readonly writes: WriteState | null;
}

interface WithHandle {
  readonly _handle: (object & { readonly _parent?: object }) | null;
}

interface Binder {
  readonly binding?: (name: string) => Record<string, unknown>;
}

/**
 * Finds what the streams lean on.
 * @throws Error that says what is missing.
 */
export function findInternals(): HostInternals {
  const JsStream = (bindingOf("js_stream")?.["JSStream"] ?? parentOf(duplexSocket())) as JsStreamConstructor;
  const Tcp = (bindingOf("tcp_wrap")?.["TCP"] ?? parentOf(new TLSSocket(noSocket))) as NativeTcpConstructor;
  const Pipe = (bindingOf("pipe_wrap")?.["Pipe"] ?? parentOf(new TLSSocket(noSocket, pipe))) as new () => object;
  for (const [name, value] of Object.entries({ JsStream, Tcp, Pipe })) {
    if (typeof value !== "function") throw new Error(`its handle ${name} is not found`);
  }
  for (const name of ["readBuffer", "emitEOF", "finishWrite", "finishShutdown", "useUserBuffer"]) {
    if (typeof Reflect.get(JsStream.prototype as object, name) !== "function") {
      throw new Error(`its stream in JavaScript has no ${name}`);
    }
  }
  if (typeof Reflect.get(Server.prototype, "_listen2") !== "function") throw new Error("servers have no _listen2");
  if (typeof Reflect.get(TLSSocket.prototype, "_wrapHandle") !== "function") {
    throw new Error("TLS sockets have no _wrapHandle");
  }
  const reinitialize = symbolOf(Socket.prototype, "kReinitializeHandle");
  const probe = new JsStream();
  Reflect.apply(Reflect.get(Socket.prototype, reinitialize) as () => void, new Socket(), [probe]);
  return { JsStream, Tcp, Pipe, owner: symbolOf(probe, "owner_symbol"), reinitialize, writes: findWriteState() };
}

const noSocket = undefined as unknown as Socket;
const pipe = { pipe: true } as object;

function duplexSocket(): TLSSocket {
  return new TLSSocket(new Duplex({ read() {}, write: (_data, _encoding, done) => done() }));
}

/** The class of the handle below a TLS socket, for where there is no way to the host's bindings. */
function parentOf(socket: TLSSocket): unknown {
  const found = (socket as unknown as WithHandle)._handle?._parent?.constructor;
  socket.on("error", () => {}).destroy();
  return found;
}

function bindingOf(name: string): Record<string, unknown> | null {
  try {
    return (process as Binder).binding?.(name) ?? null;
  } catch {
    return null;
  }
}

function symbolOf(object: object, description: string): symbol {
  const symbol = Object.getOwnPropertySymbols(object).find((each) => each.description === description);
  if (symbol === undefined) throw new Error(`the symbol ${description} is not found`);
  return symbol;
}

function findWriteState(): WriteState | null {
  const binding = bindingOf("stream_wrap");
  const { streamBaseState: state, kBytesWritten: bytesWritten, kLastWriteWasAsync: wasAsync } = binding ?? {};
  const error = binding?.["kLastWriteErr"];
  if (typeof state !== "object" || typeof bytesWritten !== "number" || typeof wasAsync !== "number") return null;
  return {
    state: state as Record<number, number>, bytesWritten, wasAsync, error: typeof error === "number" ? error : null,
  };
}
