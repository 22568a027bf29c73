import * as net from "node:net";
import { TLSSocket } from "node:tls";
import type { PatchJournal } from "../patch-journal.js";
import type { HostInternals } from "./host-internals.js";
import type { StreamHandles } from "./stream-handle.js";

/** What the host keeps in its sockets. */
interface HostSocket {
  readonly _handle: (object & { readonly _parent?: unknown }) | null;
  readonly _parent: { readonly connecting?: boolean } | null;
  _peername?: unknown;
  readonly connecting: boolean;
  readonly destroyed: boolean;
  once(event: string, listener: () => void): void;
  _reset(): void;
}

interface ConnectOptions {
  readonly port?: unknown;
  readonly path?: unknown;
}

type Normalize = (args: readonly unknown[]) => readonly [ConnectOptions, unknown];

/** The host's own: what a socket is asked to connect with, as options and a callback. */
export const normalizeArguments = Reflect.get(net, "_normalizeArgs") as Normalize;
const { Socket } = net;

/** Gives sockets that connect a handle of the reactor, before the host gives them one of its own. */
export function patchSockets(journal: PatchJournal, handles: StreamHandles, internals: HostInternals): void {
  const { Tcp, owner, reinitialize } = internals;
  const sockets = { target: Socket.prototype, of: "net.Socket.prototype" };

  journal.method({ ...sockets, key: "connect" }, (original) => function connect(this: HostSocket, ...args) {
    const kind = kindOfConnect(this, args);
    if (kind !== null) {
      const give = Reflect.get(this, reinitialize) as (handle: object) => void;
      Reflect.apply(give, this, [handles.make(kind)]);
      this._peername = null;
    }
    return Reflect.apply(original, this, args);
  });

  /** The host tries the addresses of a name one after the other, each with a handle of its own. */
  const substitute = (socket: HostSocket, handle: unknown): unknown => {
    const current = socket._handle;
    const isOurs = handles.isOurs(current) || handles.isOurs(current?._parent);
    if (!isOurs || !(handle instanceof Tcp)) return handle;
    handle.close();
    return handles.make("tcp");
  };

  journal.method({ ...sockets, key: reinitialize }, (original) => function reinitializeHandle(
    this: HostSocket, handle: unknown,
  ) {
    return original.call(this, substitute(this, handle));
  });

  journal.method({ ...sockets, key: "resetAndDestroy" }, (original) => function resetAndDestroy(this: HostSocket) {
    if (!handles.isTcp(this._handle)) return original.call(this);
    if (this.connecting) this.once("connect", () => this._reset());
    else this._reset();
    return this;
  });

  const secured = { target: TLSSocket.prototype, of: "tls.TLSSocket.prototype" };

  journal.method({ ...secured, key: "_wrapHandle" }, (original) => function wrapHandle(
    this: { readonly _tlsOptions?: { readonly pipe?: boolean } }, wrap: unknown, handle: unknown, ...more: unknown[]
  ) {
    if (wrap || handle) return original.call(this, wrap, handle, ...more);
    const ours = handles.make(this._tlsOptions?.pipe ? "unix" : "tcp");
    Reflect.set(ours, owner, this);
    return original.call(this, wrap, ours, ...more);
  });

  if (!Object.hasOwn(TLSSocket.prototype, reinitialize)) return;
  journal.method({ ...secured, key: reinitialize }, (original) => function reinitializeHandle(
    this: HostSocket, handle: object,
  ) {
    const ours = substitute(this, handle);
    if (handles.isOurs(ours)) Reflect.set(ours, owner, this);
    return original.call(this, ours);
  });
}

/** Which handle a socket needs that is asked to connect; null if it has one, or is to be refused by the host. */
function kindOfConnect(socket: HostSocket, args: readonly unknown[]): "tcp" | "unix" | null {
  const [first] = args;
  const isNormalized = Array.isArray(first) && Object.getOwnPropertySymbols(first).length > 0;
  const [{ port, path }] = isNormalized ? first as unknown as readonly [ConnectOptions] : normalizeArguments(args);
  if (port === undefined && (path === undefined || path === null)) return null;
  if (socket._parent?.connecting || (socket._handle !== null && !socket.destroyed)) return null;
  return path ? "unix" : "tcp";
}
