import type { Address, TcpTransport } from "../../../../spec/reactor.js";
import type { ShimContext } from "../group.js";
import { fillAddress, type HostAddress } from "./host-address.js";
import type { ConnectRequest, HostInternals, HostRequest, JsStream, WriteResult } from "./host-internals.js";
import { ReactorStream } from "./stream.js";
import { hostError, uvStatus } from "./uv-status.js";
import { reactorPath } from "./world-paths.js";

// Captured before anybody can replace it.
const { nextTick } = process;

/** What a handle is to the shim. */
export interface StreamHandle extends JsStream {
  readonly body: ReactorStream;
  reset(closed?: () => void): number;
}

/** Who a handle belongs to. */
interface Owner {
  destroy(error: Error): void;
}

/** The handles of the host's sockets that are on the reactor. */
export interface StreamHandles {
  /** A handle for a new socket. */
  make(kind: "tcp" | "unix"): StreamHandle;
  /** A handle of a connection that is being accepted. `mapped`: the host knows IPv4 peers by their IPv6 form. */
  accepted(kind: "tcp" | "unix", mapped: boolean): StreamHandle;
  isOurs(handle: unknown): handle is StreamHandle;
  isTcp(handle: unknown): boolean;
  /** Those that the reactor still has to do with. */
  readonly live: ReadonlySet<ReactorStream>;
}

/**
 * Makes the classes of the handles that put sockets on the reactor of `context`. `isListening` says whether a server of
 * the host has a port.
 */
export function streamHandles(
  context: ShimContext, { JsStream, owner, writes }: HostInternals, isListening: (port: number) => boolean,
): StreamHandles {
  const isInUse = (port: number): boolean => isListening(port) || [...live].some(({ local }) => isAt(local, port));
  const live = new Set<ReactorStream>();

  /** A stream of the host's with a connection of the reactor as its body. */
  class ReactorHandle extends JsStream implements StreamHandle {
    readonly body: ReactorStream;
    #written = 0;

    constructor() {
      super();
      this.body = new ReactorStream(context, {
        data: (bytes) => this.readBuffer(bytes),
        end: () => this.emitEOF(),
        cut: (status, syscall) => this.#owner?.destroy(hostError(status, syscall)),
        shutDown: (request, status) => this.finishShutdown(request, status),
      }, live);
      Object.defineProperty(this, "body", { enumerable: false });
    }

    get #owner(): Owner | null {
      return (Reflect.get(this, owner) ?? null) as Owner | null;
    }

    // What the host's native code asks of a stream in JavaScript.

    isClosing(): boolean {
      return this.body.isClosing;
    }

    onreadstart(): number {
      this.body.startReading();
      return 0;
    }

    onreadstop(): number {
      this.body.stopReading();
      return 0;
    }

    onwrite(request: HostRequest, parts: readonly Uint8Array[]): number {
      const done = (status: number): void => this.finishWrite(request, status);
      if (this.body.write(parts, done)) nextTick(() => this.body.tell(() => done(0)));
      return 0;
    }

    onshutdown(request: HostRequest): number {
      this.body.shutDown(request);
      return 0;
    }

    // What its JavaScript calls: a write that is complete at once says so, as those to the platform do.

    override get bytesWritten(): number {
      return super.bytesWritten + this.#written;
    }

    override writeBuffer(request: HostRequest | null, data: Uint8Array): WriteResult {
      return writes === null ? super.writeBuffer(request, data) : this.#write(request, [data]);
    }

    override writev(request: HostRequest | null, chunks: readonly unknown[], allBuffers: boolean): WriteResult {
      if (writes === null) return super.writev(request, chunks, allBuffers);
      return this.#write(request, allBuffers ? chunks as readonly Uint8Array[] : buffersOf(chunks));
    }

    override writeUtf8String(request: HostRequest | null, text: string): WriteResult {
      return writes === null ? super.writeUtf8String(request, text) : this.#write(request, [Buffer.from(text)]);
    }

    override writeLatin1String(request: HostRequest | null, text: string): WriteResult {
      return this.#writeText(request, text, "latin1") ?? super.writeLatin1String(request, text);
    }

    override writeAsciiString(request: HostRequest | null, text: string): WriteResult {
      return this.#writeText(request, text, "latin1") ?? super.writeAsciiString(request, text);
    }

    override writeUcs2String(request: HostRequest | null, text: string): WriteResult {
      return this.#writeText(request, text, "utf16le") ?? super.writeUcs2String(request, text);
    }

    #writeText(request: HostRequest | null, text: string, encoding: BufferEncoding): WriteResult | null {
      return writes === null ? null : this.#write(request, [Buffer.from(text, encoding)]);
    }

    #write(brought: HostRequest | null, parts: readonly Uint8Array[]): WriteResult {
      if (writes === null || this.body.isClosing) return uvStatus("EBADF");
      const request: HostRequest = brought ?? { writeStatus: null };
      const bytes = parts.reduce((sum, part) => sum + part.length, 0);
      const isComplete = this.body.write(parts, (status) => request.oncomplete?.(status, this, undefined));
      this.#written += bytes;
      writes.state[writes.bytesWritten] = bytes;
      writes.state[writes.wasAsync] = isComplete ? 0 : 1;
      if (writes.error !== null) writes.state[writes.error] = 0;
      return brought === null && !isComplete ? request : 0;
    }

    // What the host's handles have beside that.

    ref(): void {
      this.body.setRef(true);
    }

    unref(): void {
      this.body.setRef(false);
    }

    hasRef(): boolean {
      return this.body.isRef;
    }

    close(closed?: () => void): void {
      this.body.close(closed);
    }

    reset(closed?: () => void): number {
      this.body.reset(closed);
      return 0;
    }

    open(): number {
      return uvStatus("ENOTSUP");
    }

    get writeQueueSize(): number {
      return this.body.unsent;
    }

    override useUserBuffer(buffer: Uint8Array): void {
      this.body.limitReads(buffer.byteLength);
      super.useUserBuffer(buffer);
    }
  }

  /** What the host calls TCP. */
  class ReactorTcp extends ReactorHandle {
    readonly #mapped: boolean;
    #bound: string | null = null;

    constructor(mapped = false) {
      super();
      this.#mapped = mapped;
    }

    connect(request: ConnectRequest, host: string, port: number): number {
      const complete = (status: number): void => {
        const unbound = this.#bound !== null && status === 0 && !this.#isBound(this.#bound);
        const told = unbound ? uvStatus("EADDRNOTAVAIL") : status;
        request.oncomplete?.(told, this, request, told === 0, told === 0);
      };
      if (port === 0) nextTick(() => this.body.tell(() => complete(uvStatus("ECONNREFUSED"))));
      else this.body.connect({ kind: "tcp", host, port }, complete);
      return 0;
    }

    connect6(request: ConnectRequest, host: string, port: number): number {
      return this.connect(request, host, port);
    }

    /** The reactor chooses the address of this end: another one is refused, a port always. */
    bind(host: string, port: number | undefined): number {
      if (port !== undefined && port > 0) return uvStatus(isInUse(port) ? "EADDRINUSE" : "ENOTSUP");
      this.#bound = host;
      return 0;
    }

    bind6(host: string, port: number | undefined): number {
      return this.bind(host, port);
    }

    #isBound(host: string): boolean {
      const { local } = this.body;
      return host === "::" || host === "0.0.0.0" || (local !== null && "host" in local && local.host === host);
    }

    getsockname(out: HostAddress): number {
      if (this.body.local === null) return uvStatus("EBADF");
      fillAddress(out, this.body.local, this.#mapped);
      return 0;
    }

    getpeername(out: HostAddress): number {
      if (this.body.remote === null) return uvStatus("ENOTCONN");
      fillAddress(out, this.body.remote, this.#mapped);
      return 0;
    }

    setNoDelay(enabled: boolean): number {
      return this.#set("no-delay", (transport) => transport.setNoDelay(enabled));
    }

    /** `delay` is in seconds. */
    setKeepAlive(enabled: boolean, delay: number): number {
      return this.#set("keep-alive", (transport) => transport.setKeepAlive(enabled, delay * 1000));
    }

    #set(name: string, setting: (transport: TcpTransport) => void): number {
      this.body.set(name, setting);
      return 0;
    }
  }

  /** What the host calls a pipe. */
  class ReactorPipe extends ReactorHandle {
    connect(request: ConnectRequest, path: string): number {
      const asked = reactorPath(path, context.options.world);
      this.body.connect({ kind: "unix", path: asked }, (status) => {
        request.oncomplete?.(status, this, request, status === 0, status === 0);
      });
      return 0;
    }
  }

  return {
    make: (kind) => kind === "tcp" ? new ReactorTcp() : new ReactorPipe(),
    accepted: (kind, mapped) => kind === "tcp" ? new ReactorTcp(mapped) : new ReactorPipe(),
    isOurs: (handle): handle is StreamHandle => handle instanceof ReactorHandle,
    isTcp: (handle) => handle instanceof ReactorTcp,
    live,
  };
}

function isAt(address: Address | null, port: number): boolean {
  return address !== null && "port" in address && address.port === port;
}

/** The buffers of a list in which each text is followed by its encoding, and each buffer by a word. */
function buffersOf(chunks: readonly unknown[]): readonly Uint8Array[] {
  return chunks.flatMap((chunk, place) => {
    if (place % 2 === 1) return [];
    return typeof chunk === "string" ? Buffer.from(chunk, chunks[place + 1] as BufferEncoding) : chunk as Uint8Array;
  });
}
