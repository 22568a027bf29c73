import { createRequire } from "node:module";
import { Server, Socket, type SocketConstructorOpts } from "node:net";
import { isExempt } from "../exempt.js";
import type { Liveness } from "../liveness.js";
import type { PatchJournal } from "../patch-journal.js";
import { normalizeArguments } from "./sockets.js";

const net = createRequire(import.meta.url)("node:net") as Record<"connect" | "createConnection", unknown>;

/** What the host remembers of a connection that it is to tell performance observers of. */
const PERFORMANCE_CONTEXT = "kPerfHooksNetConnectContext";

/**
 * The reactor's own sockets and servers at the host. They do not keep the program alive where nothing of the host's does
 * that is on the reactor; and who watches or patches the program's sockets does not see them.
 */
export class ReactorsOwn {
  readonly #live = new Set<NodeJS.RefCounted>();
  readonly #liveness: Liveness;

  constructor(liveness: Liveness) {
    this.#liveness = liveness;
    liveness.whenChanged((held) => {
      if (held) return;
      for (const each of this.#live) each.unref();
    });
  }

  /** Takes note of what the reactor makes; what is patched here already is for the program's. */
  patch(journal: PatchJournal): void {
    const addSocket = (socket: Socket): void => this.#addSocket(socket);
    const addServer = (server: Server): void => this.#addServer(server);
    const sockets = { target: Socket.prototype, of: "net.Socket.prototype", key: "connect" };
    journal.method(sockets, (original) => function connect(this: Socket, ...args: unknown[]) {
      if (isExempt()) addSocket(this);
      return original.apply(this, args);
    }, "always");
    const servers = { target: Server.prototype, of: "net.Server.prototype", key: "_listen2" };
    journal.method(servers, (original) => function listen(this: Server, ...args: unknown[]) {
      if (isExempt()) addServer(this);
      return original.apply(this, args);
    }, "always");
    this.#patchConnect(journal, Reflect.get(Socket.prototype, "connect") as (...args: unknown[]) => Socket);
  }

  /** What somebody puts over `net.Socket.prototype.connect` later is not for the reactor's sockets. */
  #patchConnect(journal: PatchJournal, connect: (...args: unknown[]) => Socket): void {
    if (net.createConnection !== net.connect) return;
    const point = { target: net, of: "net", key: "connect" };
    journal.method(point, (original) => function netConnect(this: unknown, ...args: unknown[]) {
      if (!isExempt()) return original.apply(this, args);
      const normalized = normalizeArguments(args);
      return connect.apply(new Socket(normalized[0] as SocketConstructorOpts), [normalized]);
    }, "always");
    journal.value({ ...point, key: "createConnection" }, net.connect);
  }

  #addSocket(socket: Socket): void {
    this.#add(socket);
    socket.once("connect", forgetPerformance);
  }

  #addServer(server: Server): void {
    this.#add(server);
    server.prependListener("connection", (socket) => this.#add(socket));
  }

  #add(handle: Socket | Server): void {
    this.#live.add(handle);
    handle.once("close", () => this.#live.delete(handle));
    if (!this.#liveness.held) handle.unref();
  }
}

/** A connection of the reactor is no entry in the program's timeline: that of the program's own socket is. */
function forgetPerformance(this: Socket): void {
  const symbol = Object.getOwnPropertySymbols(this).find(({ description }) => description === PERFORMANCE_CONTEXT);
  if (symbol !== undefined) Reflect.set(this, symbol, undefined);
}
