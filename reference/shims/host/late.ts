import type { Agent } from "node:http";
import { createRequire } from "node:module";
import { Server, Socket } from "node:net";

const require = createRequire(import.meta.url);

/** What `process._getActiveHandles` of the host tells, where it is there. */
interface Teller {
  readonly _getActiveHandles?: () => readonly unknown[];
  readonly moduleLoadList?: readonly string[];
}

/**
 * What exists already when a shim is installed, and stays on the host: sockets, servers and pooled connections. A line
 * for each. The program's standard streams and its pipes to other processes do not count.
 */
export function lateHandles(): readonly string[] {
  const active = (process as Teller)._getActiveHandles?.() ?? [];
  const pooled = new Set(pools().flatMap((agent) => Object.values(agent.freeSockets)).flatMap((sockets) => sockets ?? []));
  const known = active.flatMap((handle) => describe(handle, pooled) ?? []);
  const unseen = [...pooled].filter((socket) => !active.includes(socket));
  return [...known, ...unseen.map((socket) => socketLine(socket, "pooled connection"))];
}

/** The pools of the modules that are loaded: none is loaded for it. */
function pools(): readonly Agent[] {
  const loaded = (process as Teller).moduleLoadList ?? [];
  return ["http", "https"].filter((name) => loaded.includes(`NativeModule ${name}`))
    .map((name) => (require(`node:${name}`) as { readonly globalAgent: Agent }).globalAgent);
}

function describe(handle: unknown, pooled: ReadonlySet<Socket>): string | null {
  if (handle instanceof Server) return `server ${JSON.stringify(handle.address())}`;
  if (!(handle instanceof Socket) || handle.remotePort === undefined) return null;
  return socketLine(handle, pooled.has(handle) ? "pooled connection" : "socket");
}

function socketLine({ remoteAddress, remotePort }: Socket, what: string): string {
  return `${what} to ${remoteAddress ?? "nobody"} port ${remotePort ?? 0}`;
}
