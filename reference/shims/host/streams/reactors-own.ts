import { Server, Socket } from "node:net";
import { isExempt } from "../exempt.js";
import type { PatchJournal } from "../patch-journal.js";

/**
 * The reactor's own sockets at the host do not keep the program alive: those of the host that are on the reactor do
 * (`Liveness`).
 */
export function unrefReactorsOwn(journal: PatchJournal): void {
  const connect = { target: Socket.prototype, of: "net.Socket.prototype", key: "connect" };
  journal.method(connect, (original) => function connect(this: Socket, ...args: unknown[]) {
    const result = original.apply(this, args);
    if (isExempt()) this.unref();
    return result;
  }, "always");

  const listen = { target: Server.prototype, of: "net.Server.prototype", key: "_listen2" };
  journal.method(listen, (original) => function listen(this: Server, ...args: unknown[]) {
    const result = original.apply(this, args);
    if (!isExempt()) return result;
    this.unref();
    this.prependListener("connection", unref);
    return result;
  }, "always");
}

function unref(socket: Socket): void {
  socket.unref();
}
