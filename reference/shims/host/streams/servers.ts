import { isIPv6, Server } from "node:net";
import { networkInterfaces } from "node:os";
import type { TcpAddress } from "../../../../spec/reactor.js";
import { Registration } from "../exempt.js";
import type { ShimContext } from "../group.js";
import type { PatchJournal } from "../patch-journal.js";
import type { PortChooser, ReservedPort } from "./reserved-port.js";
import { PipeServerHandle, TcpServerHandle, type ServerHandle } from "./server-handle.js";
import type { StreamHandles } from "./stream-handle.js";
import { uvStatus } from "./uv-status.js";
import { reactorPath } from "./world-paths.js";

// Captured before anybody can replace it.
const { nextTick } = process;

/** What the host keeps in its servers. */
interface HostServer extends Server {
  _handle: object | null;
}

type HostListen = (this: unknown, ...args: unknown[]) => unknown;

/** What servers need to be put on the reactor. */
export interface ServerMeans {
  readonly context: ShimContext;
  readonly handles: StreamHandles;
  readonly ports: PortChooser;
  /** Where handles name the server that they belong to. */
  readonly owner: symbol;
  /** The handles that listen: kept up to date. */
  readonly listening: Set<ServerHandle>;
}

/** The host's flag of a server that IPv4 does not reach. */
const IPV6_ONLY = 1;
/** How the host asks for a path. */
const PATH = -1;
const WILDCARD = "::";
const WILDCARD_IPV4 = "0.0.0.0";
/** Why a host that has no IPv6 is asked for IPv4. */
const noIPv6: ReadonlySet<number> = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"].map(uvStatus));

/** Has servers listen on the reactor: those with a port or a path. */
export function patchServers(journal: PatchJournal, means: ServerMeans): void {
  const point = { target: Server.prototype, of: "net.Server.prototype", key: "_listen2" };
  journal.method(point, (original) => function listen(this: HostServer, ...args: unknown[]) {
    const [address, port, type, backlog, fd, flags] = args;
    if (this._handle !== null || (typeof fd === "number" && fd >= 0)) return original.apply(this, args);
    const asked = { port: Number(port), type: Number(type), backlog: Number(backlog) || 511, flags: Number(flags) || 0 };
    const host = typeof address === "string" && address !== "" ? address : null;
    new ListeningServer(this, original, means, asked).begin(host);
    return undefined;
  });
}

interface Asked {
  readonly port: number;
  readonly type: number;
  readonly backlog: number;
  readonly flags: number;
}

/** A server that begins to listen. What its caller sees of that is the host's own code at work. */
class ListeningServer {
  readonly #server: HostServer;
  readonly #listen: HostListen;
  readonly #means: ServerMeans;
  readonly #asked: Asked;
  readonly #registration = new Registration("REACTORLISTEN");

  constructor(server: HostServer, listen: HostListen, means: ServerMeans, asked: Asked) {
    this.#server = server;
    this.#listen = listen;
    this.#means = means;
    this.#asked = asked;
  }

  /** `address` is a numeric host or a path; null stands for all of them. */
  begin(address: string | null): void {
    if (this.#asked.port === PATH) this.#beginPath(address ?? "");
    else this.#beginPort(address ?? WILDCARD, address === null);
  }

  #beginPath(path: string): void {
    const { context, handles } = this.#means;
    if (!context.reactor.profiles.has("unix")) {
      this.#fail(path, uvStatus("ENOTSUP"));
      return;
    }
    const handle: PipeServerHandle = new PipeServerHandle({
      address: { kind: "unix", path },
      at: [{ kind: "unix", path: reactorPath(path, context.options.world) }],
      context,
      accept: () => handles.accepted("unix", false),
      settled: (status) => {
        if (status === 0) this.#told(handle);
        else this.#failed(path, status, false, handle);
      },
      closed: () => void this.#means.listening.delete(handle),
    });
    this.#start(handle, path);
  }

  #beginPort(host: string, isAny: boolean): void {
    const { context, handles, ports } = this.#means;
    const { port, flags } = this.#asked;
    const reserved = (flags & ~IPV6_ONLY) !== 0 ? uvStatus("ENOTSUP") : port === 0 ? ports.reserve(host, flags) : null;
    if (typeof reserved === "number") {
      this.#failed(host, reserved, isAny);
      return;
    }
    const isOnlyIPv6 = host === WILDCARD && (flags & IPV6_ONLY) !== 0;
    const hosts = isOnlyIPv6 ? hostsOfIPv6(context) : [host];
    const addressOf = (at: string): TcpAddress => ({ kind: "tcp", host: at, port: reserved?.port ?? port });
    const handle: TcpServerHandle = new TcpServerHandle({
      address: addressOf(host),
      at: hosts.map(addressOf),
      context,
      accept: () => handles.accepted("tcp", host === WILDCARD && !isOnlyIPv6),
      settled: (status) => {
        release(reserved);
        if (status === 0) this.#told(handle);
        else this.#failed(host, status, isAny, handle);
      },
      closed: () => {
        release(reserved);
        this.#means.listening.delete(handle);
      },
    });
    this.#start(handle, host);
  }

  /** The host's code sets the server up with its handle; that it listens is told when the reactor does. */
  #start(handle: ServerHandle, address: string): void {
    const { listening, owner } = this.#means;
    this.#setUp(handle, address, () => {});
    Reflect.set(handle, owner, this.#server);
    listening.add(handle);
    handle.begin(this.#asked.backlog);
  }

  #told(handle: ServerHandle): void {
    if (this.#server._handle === handle) this.#server.emit("listening");
  }

  #failed(address: string, status: number, isAny: boolean, handle?: ServerHandle): void {
    handle?.close();
    this.#server._handle = null;
    if (isAny && address === WILDCARD && noIPv6.has(status)) this.#beginPort(WILDCARD_IPV4, true);
    else this.#fail(address, status);
  }

  /** Has the host's code make the error, and tell of it. */
  #fail(address: string, status: number): void {
    const refusing = { listen: () => status, close() {} };
    this.#setUp(refusing, address, (event, error) => {
      if (event === "error") this.#registration.call(() => this.#server.emit("error", error), null);
    });
    this.#server._handle = null;
  }

  /**
   * Runs the host's code for a server that has a handle already; on a stand-in, so that what it tells comes here. What it
   * keeps is the server's.
   */
  #setUp(handle: object, address: string, emit: (event: string, error?: Error) => void): void {
    const { port, type, backlog } = this.#asked;
    const server = this.#server;
    const standIn = Object.create(server, {
      _handle: { value: handle, writable: true, enumerable: true, configurable: true },
      emit: { value: emit },
    }) as object;
    const shownType = port === PATH ? type : isIPv6(address) ? 6 : 4;
    this.#listen.call(standIn, address, port, shownType, backlog);
    for (const key of Reflect.ownKeys(standIn)) {
      if (key !== "emit") Reflect.set(server, key, Reflect.get(standIn, key));
    }
  }
}

/** The addresses that stand for those of IPv6 alone, since a reactor's wildcard is for both: each of the machine's. */
function hostsOfIPv6({ options }: ShimContext): readonly string[] {
  if (options.world !== undefined) return ["::1"];
  return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
    .flatMap((each) => each.family === "IPv6" && each.scopeid === 0 ? [each.address] : []);
}

/** Gives a port back, when the reactor has it: in a later tick, as the host may be in the middle of it. */
function release(reserved: ReservedPort | null): void {
  if (reserved !== null) nextTick(() => reserved.release());
}
