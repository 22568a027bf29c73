import type { StandardStreamsAddress, TcpAddress, UnixAddress } from "../../spec/reactor.js";
import { ownFailure, type ReactorFailure } from "../core/errors.js";
import type { SimulatedNetwork } from "./network.js";
import type { Ends } from "./streams.js";

/** The longest path of a socket, in bytes. */
const LONGEST_PATH = 107;

/** TCP on the simulated machine. */
export function tcpEnds(network: SimulatedNetwork): Ends {
  return {
    listen(address: TcpAddress, accept) {
      const bound = network.listen(address.host, address.port, accept);
      if (typeof bound === "string") return bound;
      return { address: bound, release: () => network.release(bound) };
    },
    dial: (address: TcpAddress, events) => network.dial(address.host, address.port, events),
  };
}

/** UNIX sockets on the simulated machine. */
export function unixEnds(network: SimulatedNetwork): Ends {
  return {
    listen(address: UnixAddress, accept) {
      const release = tooLong("listen", address) ?? network.files.listen(address.path ?? "", accept);
      return typeof release === "function" ? { address, release } : release;
    },
    dial: (address: UnixAddress, events) => tooLong("connect", address) ?? network.dialPath(address, events),
  };
}

/**
 * The standard streams of the simulated program, which has them once (`streams.in-use`, `streams.listen`). They are a
 * connection as any other (`streams.address`, `streams.input`, `streams.output`, `streams.pause`, `streams.eof.aware`,
 * `streams.eof.unaware`, `streams.end`, `streams.lose.flushes`, `streams.broken-pipe.run`).
 */
export function standardEnds(network: SimulatedNetwork): Ends {
  return {
    listen: (address) => ownFailure("unsupported", "nobody connects to them", "listen", address),
    dial(address: StandardStreamsAddress, events) {
      if (network.streamsTaken) return ownFailure("address-in-use", "they have a connection", "connect", address);
      network.streamsTaken = true;
      const [program] = network.streams;
      const connected = network.world.at(network.world.now(), () => events.connected(program));
      return () => {
        network.world.cancel(connected);
        program.reset();
      };
    },
  };
}

/** Many a platform would cut a path that is too long: it is not asked (`unix.path-too-long`). */
function tooLong(syscall: string, address: UnixAddress): ReactorFailure | null {
  if (Buffer.byteLength(address.path ?? "") <= LONGEST_PATH) return null;
  return ownFailure("path-too-long", "the path is longer than an address takes", syscall, address);
}
