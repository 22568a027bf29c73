import { Socket } from "node:net";
import type { Group, PatchedGroup, ShimContext } from "../group.js";
import type { PatchJournal } from "../patch-journal.js";
import { leaveWorkersToHost } from "./cluster.js";
import { Closing } from "./closing.js";
import { findInternals, type HostInternals } from "./host-internals.js";
import { patchIpc } from "./ipc.js";
import { ReactorsOwn } from "./reactors-own.js";
import { PortChooser } from "./reserved-port.js";
import type { ServerHandle } from "./server-handle.js";
import { patchServers } from "./servers.js";
import { patchSockets } from "./sockets.js";
import { streamHandles } from "./stream-handle.js";

/** `node:net`, and what is above it: TLS, HTTP, HTTP/2. */
export const streams: Group = {
  name: "streams",
  coverage: {
    covered: [
      "net.Socket#connect", "net.Server#listen with a port or a path", "net.Socket#resetAndDestroy",
      "tls, http, https, http2, fetch and WebSocket over these",
    ],
    real: [
      "descriptors (the option fd)", "handles that are passed in",
      "ports of workers of a cluster, which the platform shares among them (cluster.SCHED_NONE)",
      "standard streams", "pipes to child processes", "native code with sockets of its own",
    ],
    refused: [
      "the options localPort and reusePort", "localAddress, where the reactor chooses another",
      "handles of the reactor that are sent to another process", "paths, where the reactor has no profile unix",
    ],
  },
  unfit: ({ reactor }) => reactor.profiles.has("tcp") ? null : "the reactor has no profile tcp",
  check: (context) => {
    try {
      return tryOut(context, findInternals());
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
  patch: (journal, context) => patch(journal, context, findInternals()),
};

function patch(journal: PatchJournal, context: ShimContext, internals: HostInternals): PatchedGroup {
  const listening = new Set<ServerHandle>();
  const isListening = (port: number): boolean => [...listening].some(({ address }) => "port" in address
    && address.port === port);
  const handles = streamHandles(context, internals, isListening);
  const ports = new PortChooser(context, internals);
  Closing.of(context.reactor);
  patchSockets(journal, handles, internals);
  patchServers(journal, { context, handles, ports, owner: internals.owner, listening });
  patchIpc(journal, internals, handles);
  leaveWorkersToHost(journal);
  new ReactorsOwn(context.liveness).patch(journal);
  return {
    live: () => [
      ...[...listening].map(({ address }) => `server ${JSON.stringify(address)}`),
      ...[...handles.live].map(({ remote }) => `socket to ${JSON.stringify(remote)}`),
    ],
  };
}

/** Has a socket of the host read from a handle of the kind that is meant: null, or what it does not do. */
function tryOut(context: ShimContext, internals: HostInternals): string | null {
  const handle = streamHandles(context, internals, () => false).make("tcp");
  const socket = new Socket({ handle, manualStart: true } as object);
  socket.on("error", () => {});
  handle.readBuffer(new Uint8Array([1, 2, 3]));
  const read = socket.read() as Uint8Array | null;
  Reflect.set(socket, "_handle", null);
  socket.destroy();
  return read?.length === 3 ? null : "a socket does not read from a stream in JavaScript";
}
