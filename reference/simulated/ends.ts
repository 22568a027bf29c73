import type { TcpAddress, UnixAddress } from "../../spec/reactor.js";
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

/** Many a platform would cut a path that is too long: it is not asked (`unix.path-too-long`). */
function tooLong(syscall: string, address: UnixAddress): ReactorFailure | null {
  if (Buffer.byteLength(address.path ?? "") <= LONGEST_PATH) return null;
  return ownFailure("path-too-long", "the path is longer than an address takes", syscall, address);
}
