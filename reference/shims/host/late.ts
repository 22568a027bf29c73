import { globalAgent as httpAgent } from "node:http";
import { Server, Socket } from "node:net";

/** What `process._getActiveHandles` of the host tells, where it is there. */
interface HandleTeller {
  readonly _getActiveHandles?: () => readonly unknown[];
}

/**
 * What exists already when a shim is installed, and stays on the host: sockets, servers and pooled connections. A line
 * for each. The program's standard streams and its pipes to other processes do not count.
 */
export function lateHandles(): readonly string[] {
  const active = (process as HandleTeller)._getActiveHandles?.() ?? [];
  const pooled = new Set(Object.values(httpAgent.freeSockets).flatMap((sockets) => sockets ?? []));
  const known = active.flatMap((handle) => describe(handle, pooled) ?? []);
  const unseen = [...pooled].filter((socket) => !active.includes(socket));
  return [...known, ...unseen.map((socket) => socketLine(socket, "pooled connection"))];
}

function describe(handle: unknown, pooled: ReadonlySet<Socket>): string | null {
  if (handle instanceof Server) return `server ${JSON.stringify(handle.address())}`;
  if (!(handle instanceof Socket) || handle.remotePort === undefined) return null;
  return socketLine(handle, pooled.has(handle) ? "pooled connection" : "socket");
}

function socketLine({ remoteAddress, remotePort }: Socket, what: string): string {
  return `${what} to ${remoteAddress ?? "nobody"} port ${remotePort ?? 0}`;
}
