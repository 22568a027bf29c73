/** What a send of the host's remembers. */
export interface SendRequest {
  oncomplete?: (error: number, sent: number) => void;
}

/** Where a datagram comes from, or what a socket is bound or connected to, as the host writes it. */
export interface HostAddress {
  address: string;
  family: "IPv4" | "IPv6";
  port: number;
}

/** The host's handle below a `dgram.Socket`: a number that it returns is 0, or an error's, which is negative. */
export interface UdpHandle {
  lookup(address: string, found: (error: Error | null, address: string) => void): void;
  bind(address: string, port: number, flags: number): number;
  connect(address: string, port: number): number;
  disconnect(): number;
  /**
   * The rest: on a socket that is not connected a port and an address, and then whether the request waits for the
   * answer.
   */
  send(request: SendRequest, list: readonly Uint8Array[], length: number, ...rest: readonly unknown[]): number;
  recvStart(): number;
  recvStop(): number;
  getsockname(out: Partial<HostAddress>): number;
  getpeername(out: Partial<HostAddress>): number;
  bufferSize(size: number, receiving: boolean, context: object): number | undefined;
  getSendQueueSize(): number;
  getSendQueueCount(): number;
  ref(): void;
  unref(): void;
  hasRef(): boolean;
  close(closed?: () => void): void;
  onmessage?: (length: number, handle: UdpHandle, data: Buffer | undefined, from?: HostAddress) => void;
}

/** What a `dgram.Socket` keeps of itself, under a symbol of its own. */
interface SocketState {
  /** Null once the socket is closed. */
  readonly handle: UdpHandle | null;
}

/** What of the handle the shim replaces, or calls. */
const methods: readonly (keyof UdpHandle)[] = [
  "lookup", "bind", "connect", "disconnect", "send", "recvStart", "recvStop", "getsockname", "getpeername",
  "bufferSize", "getSendQueueSize", "getSendQueueCount", "ref", "unref", "hasRef", "close",
];

/** The handle of a socket: null once it is closed, or if it is not where it was. */
export function handleOf(socket: unknown): UdpHandle | null {
  for (const symbol of Object.getOwnPropertySymbols(Object(socket))) {
    const state = (socket as Readonly<Record<symbol, unknown>>)[symbol];
    if (typeof state === "object" && state !== null && "handle" in state && "bindState" in state) {
      return (state as SocketState).handle;
    }
  }
  return null;
}

/** What of a socket that is not bound is not as it is expected to be, or null. */
export function checkSocket(socket: object): string | null {
  const handle = handleOf(socket);
  if (handle === null) return "a dgram.Socket has no state with a handle";
  const missing = methods.find((method) => typeof handle[method] !== "function");
  return missing === undefined ? null : `the handle of a dgram.Socket has no method ${missing}`;
}
