import type { UdpAddress } from "../../spec/reactor.js";
import { udpAddress, type CheckedUdpAddress } from "../core/datagram-addresses.js";
import type {
  DatagramChannel, DatagramChannelEvents, DatagramEvents, DatagramHost, HostAttempt,
} from "../core/host.js";
import type { SimulatedDatagramSocket } from "./datagram-network.js";
import { simulatedFailure } from "./failures.js";
import type { SimulatedNetwork } from "./network.js";
import type { World } from "./world.js";

/** Datagrams on the simulated network. */
export class SimulatedDatagramHost implements DatagramHost {
  readonly #network: SimulatedNetwork;

  constructor(network: SimulatedNetwork) {
    this.#network = network;
  }

  open({ address }: CheckedUdpAddress, remote: UdpAddress | null, events: DatagramEvents): HostAttempt {
    const { world, datagrams } = this.#network;
    let told: DatagramChannelEvents | null = null;
    const tell = (notify: (events: DatagramChannelEvents) => void): void => {
      if (told === null) world.at(world.now(), () => tell(notify));
      else world.enter(() => told !== null && notify(told));
    };
    const socket = datagrams.open(address.host, address.port, remote, {
      received: (data, from) => tell((each) => each.received(data, udpAddress(from.host, from.port))),
      failed: (code, to) =>
        tell((each) => each.failed(simulatedFailure(code, "send", udpAddress(to.host, to.port)))),
    });
    if (typeof socket === "string") {
      world.soon(() => events.failed(simulatedFailure(socket, "bind", address)));
      return { cancel() {} };
    }
    const channel = channelOf(socket, world, (listener) => told = listener);
    let over = false;
    world.soon(() => {
      if (over) return;
      over = true;
      events.opened(channel);
    });
    return {
      cancel() {
        if (!over) socket.close();
        over = true;
      },
    };
  }
}

/**
 * A simulated socket for datagrams as the core knows it. What comes is the receiver's alone: two may receive the same
 * (`datagram.received.owned`).
 */
function channelOf(
  socket: SimulatedDatagramSocket, world: World, open: (events: DatagramChannelEvents) => void,
): DatagramChannel {
  return {
    local: udpAddress(socket.local.host, socket.local.port),
    open,
    send: (data, to) => socket.send(new Uint8Array(data), to),
    close(closed) {
      socket.close();
      world.soon(closed);
    },
  };
}
