import type { Socket } from "node:dgram";
import { getSystemErrorMap } from "node:util";
import type { ShimContext } from "../group.js";
import { uvStatus } from "../streams/uv-status.js";
import { ReactorSocket } from "./reactor-socket.js";
import type { UdpHandle } from "./udp-handle.js";

/** A handle whose work the reactor does. */
export interface Equipped {
  readonly socket: ReactorSocket;
  /** Calls the host's `bind`, whose lookup then opens the port at this number. */
  binding<Result>(port: number, bind: () => Result): Result;
}

const equipped = new WeakMap<UdpHandle, Equipped>();
const UNSUPPORTED = uvStatus("ENOTSUP");

/** What the reactor has no equivalent of, whatever it is asked for. */
const unsupported = [
  "open", "setBroadcast", "setTTL", "setMulticastTTL", "setMulticastLoopback", "setMulticastInterface",
  "addMembership", "dropMembership", "addSourceSpecificMembership", "dropSourceSpecificMembership",
];

/**
 * Has the reactor do the work of a socket's handle, for good: that the shim is uninstalled changes nothing for it. The
 * handle stays the host's own, never bound: one that is none would harm the process that passes it to another.
 */
export function equip(socket: Socket, handle: UdpHandle, context: ShimContext): Equipped {
  const former = equipped.get(handle);
  if (former !== undefined) return former;
  const isV6 = (socket as Socket & { readonly type?: unknown }).type === "udp6";
  const reactorSocket = new ReactorSocket(context, handle, isV6 ? 6 : 4);
  let portToBind: number | null = null;
  // Whoever binds without a lookup before, as the host's `bindSync` does, would have to wait for the reactor.
  let failure = UNSUPPORTED;
  const { lookup } = handle;
  const own: Omit<UdpHandle, "hasRef" | "onmessage"> = {
    lookup(address, found) {
      const port = portToBind;
      portToBind = null;
      if (port === null) lookup.call(handle, address, found);
      else lookup.call(handle, address, (error, ip) => {
        if (error !== null && error !== undefined) return found(error, ip);
        reactorSocket.open(ip, port, (number) => {
          failure = number;
          found(null, ip);
          failure = UNSUPPORTED;
        });
      });
    },
    bind: () => failure,
    connect: (address, port) => reactorSocket.connect({ address, port }),
    disconnect: () => reactorSocket.connect(null),
    send: (request, list, _length, ...rest) => reactorSocket.send(request, list, rest),
    recvStart: () => reactorSocket.receive(true),
    recvStop: () => reactorSocket.receive(false),
    getsockname: (out) => reactorSocket.writeAddress("local", out),
    getpeername: (out) => reactorSocket.writeAddress("remote", out),
    bufferSize(_size, receiving, out) {
      const [code, message] = getSystemErrorMap().get(UNSUPPORTED) ?? [];
      const syscall = receiving ? "uv_recv_buffer_size" : "uv_send_buffer_size";
      Object.assign(out, { errno: UNSUPPORTED, code, message, syscall });
      return undefined;
    },
    getSendQueueSize: () => reactorSocket.queuedBytes,
    getSendQueueCount: () => reactorSocket.queuedCount,
    ...behind(handle, reactorSocket),
  };
  const refusals = Object.fromEntries(unsupported.map((name) => [name, () => UNSUPPORTED]));
  Object.assign(handle, own, refusals);
  const made: Equipped = {
    socket: reactorSocket,
    binding(port, bind) {
      portToBind = port;
      try {
        return bind();
      } finally {
        portToBind = null;
      }
    },
  };
  equipped.set(handle, made);
  return made;
}

/** What the host's handle does itself, and the reactor after it. */
function behind(handle: UdpHandle, socket: ReactorSocket): Pick<UdpHandle, "ref" | "unref" | "close"> {
  const { ref, unref, close } = handle;
  return {
    ref() {
      ref.call(handle);
      socket.alive();
    },
    unref() {
      unref.call(handle);
      socket.alive();
    },
    close(closed) {
      socket.close();
      close.call(handle, closed);
    },
  };
}
