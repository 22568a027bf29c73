import cluster from "node:cluster";
import { isIPv6 } from "node:net";
import type { ShimContext } from "../group.js";
import type { HostInternals } from "./host-internals.js";

/** A port that nobody else is given until it is released. */
export interface ReservedPort {
  readonly host: string;
  readonly port: number;
  release(): void;
}

/** The first port that is given in a world of its own. */
const FIRST_PORT = 32768;
/** How many are given before those of the next worker: each of a cluster has its own world, and they compare ports. */
const PORTS_OF_WORKER = 512;

/**
 * Chooses a port before the reactor listens, where a program asks for any: the host's servers know theirs at once. On the
 * network of the platform it is the platform that chooses, and keeps the port until the reactor has it.
 */
export class PortChooser {
  readonly #internals: HostInternals;
  readonly #isVirtual: boolean;
  #next = FIRST_PORT + PORTS_OF_WORKER * ((cluster.worker?.id ?? 0) % 60);

  constructor(context: ShimContext, internals: HostInternals) {
    this.#internals = internals;
    this.#isVirtual = context.options.world !== undefined;
  }

  /** A free port of `host`, or the host's number of a failure. `flags` are the host's of a server. */
  reserve(host: string, flags: number): ReservedPort | number {
    if (this.#isVirtual) return { host, port: this.#next++, release() {} };
    const tcp = new this.#internals.Tcp(0);
    const status = isIPv6(host) ? tcp.bind6(host, 0, flags) : tcp.bind(host, 0);
    const bound: { port?: number } = {};
    const failure = status === 0 ? tcp.getsockname(bound) : status;
    if (failure !== 0) {
      tcp.close();
      return failure;
    }
    const keeps = process.platform === "linux";
    if (!keeps) tcp.close();
    return { host, port: bound.port ?? 0, release: () => keeps ? tcp.close() : undefined };
  }
}
