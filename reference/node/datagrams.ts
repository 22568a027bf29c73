import { createSocket, type Socket, type SocketOptions } from "node:dgram";
import { isIP } from "node:net";
import type { UdpAddress } from "../../spec/reactor.js";
import { udpAddress, type CheckedUdpAddress } from "../core/datagram-addresses.js";
import type { DatagramEvents, DatagramHost, HostAttempt } from "../core/host.js";
import { NodeDatagramChannel } from "./datagram-channel.js";
import { nodeFailure } from "./failures.js";
import type { Holding } from "./holding.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

/** Hosts are numeric: nobody is asked for a name (`datagram.send.destination`). */
const lookup: NonNullable<SocketOptions["lookup"]> = (host, _options, found) => found(null, host, isIP(host));

/** Datagrams on Node's sockets. */
export class NodeDatagrams implements DatagramHost {
  readonly #hold: Holding;

  constructor(hold: Holding) {
    this.#hold = hold;
  }

  open({ address, family }: CheckedUdpAddress, remote: UdpAddress | null, events: DatagramEvents): HostAttempt {
    const socket = this.#hold(createSocket({ type: `udp${family}`, ipv6Only: family === 6, lookup }));
    let over = false;
    const channel = new NodeDatagramChannel(socket, remote);
    const close = (): void => {
      if (!over) socket.close();
      over = true;
    };
    const failed = (error: NodeJS.ErrnoException): void => {
      close();
      const failure = nodeFailure(error, "bind", error.syscall === "connect" ? remote ?? address : address);
      setImmediate(() => events.failed(failure));
    };
    const opened = (): void => void setImmediate(() => {
      if (over) return;
      over = true;
      socket.off("error", failed);
      const bound = socket.address();
      channel.local = udpAddress(bound.address, bound.port);
      events.opened(channel);
    });
    socket.once("error", failed);
    socket.bind({ address: address.host, port: address.port, exclusive: true }, () => {
      if (remote === null) opened();
      else connect(socket, remote, opened, failed);
    });
    return { cancel: close };
  }
}

/** Node tells of a failure in the same callback. */
function connect(
  socket: Socket, remote: UdpAddress, connected: () => void, failed: (error: NodeJS.ErrnoException) => void,
): void {
  socket.connect(remote.port, remote.host, (error?: NodeJS.ErrnoException | null) => {
    if (error === undefined || error === null) connected();
    else failed(error);
  });
}
