import cluster from "node:cluster";
import * as dgram from "node:dgram";
import { isExempt } from "../exempt.js";
import type { Group, ShimContext } from "../group.js";
import type { PatchJournal } from "../patch-journal.js";
import { equip } from "./equip.js";
import type { ReactorSocket } from "./reactor-socket.js";
import { checkSocket, handleOf } from "./udp-handle.js";

/** What else binds a socket at the host, where it is not bound. Not every version of the host has all of them. */
const binding = [
  "bindSync", "addMembership", "dropMembership", "addSourceSpecificMembership", "dropSourceSpecificMembership",
];

/** Sockets for datagrams are ports of the reactor. */
export const datagrams: Group = {
  name: "datagrams",
  coverage: {
    covered: ["dgram.Socket: bind, connect, disconnect, send, close, address, remoteAddress, ref and unref"],
    real: ["sockets that were bound before the install", "what dgram._createSocketHandle makes"],
    refused: [
      "a socket of a file descriptor, or of another socket's handle: ENOTSUP",
      "bindSync, and connectSync of a socket that is not bound: ENOTSUP",
      "setBroadcast, setTTL, the sizes of buffers, and all of multicast: ENOTSUP",
      "two sockets at one port by reuseAddr, reusePort or cluster: EADDRINUSE",
      "IPv4 at a socket of the type udp6: EINVAL",
    ],
  },
  unfit({ reactor }) {
    return reactor.profiles.has("udp") ? null : "the reactor has no datagrams (profile udp)";
  },
  check() {
    const socket = dgram.createSocket("udp4");
    try {
      return checkSocket(socket);
    } finally {
      socket.close();
    }
  },
  patch(journal: PatchJournal, context: ShimContext) {
    const sockets = new Set<ReactorSocket>();
    const target = dgram.Socket.prototype;
    const of = "dgram.Socket.prototype";
    journal.method({ target, of, key: "bind" }, (original) => function (this: unknown, ...args: unknown[]) {
      if (isExempt()) return reactorsOwn(original.apply(this, args));
      const handle = handleOf(this);
      if (handle === null) return original.apply(this, args);
      if (isHandle(args[0])) throw unsupportedHandle();
      const { socket, binding: during } = equip(this as dgram.Socket, handle, context);
      for (const each of sockets) if (!each.live) sockets.delete(each);
      sockets.add(socket);
      return during(portOf(args[0]), () => original.apply(this, alone(args)));
    }, "always");
    for (const key of binding.filter((each) => each in target)) {
      journal.method({ target, of, key }, (original) => function (this: unknown, ...args: unknown[]) {
        const handle = handleOf(this);
        if (handle !== null) equip(this as dgram.Socket, handle, context);
        return original.apply(this, args);
      });
    }
    return { live: () => [...sockets].filter(({ live }) => live).map(({ line }) => line) };
  },
};

/** A socket of the reactor's at the host does not keep the program alive: those of the program do. */
function reactorsOwn(socket: unknown): unknown {
  return (socket as dgram.Socket).unref();
}

function isHandle(given: unknown): boolean {
  return typeof Object(given).recvStart === "function";
}

function unsupportedHandle(): Error {
  return Object.assign(new Error("bind ENOTSUP: the reactor cannot take over a handle of the host"), {
    code: "ENOTSUP", syscall: "bind",
  });
}

/** The host takes of a port what it can make a number of. */
function portOf(given: unknown): number {
  return Number(typeof given === "object" ? (given as { readonly port?: unknown } | null)?.port : given) >>> 0;
}

/** The first process of a cluster would bind for its workers, at the host. */
function alone(args: unknown[]): unknown[] {
  if (!cluster.isWorker) return args;
  const [first, second, ...rest] = args;
  if (typeof first === "object" && first !== null) return [{ ...first, exclusive: true }, second, ...rest];
  const address = typeof second === "function" ? undefined : second;
  return [{ port: first, address, exclusive: true }, ...(typeof first === "function" ? [first] : [second, ...rest])];
}
