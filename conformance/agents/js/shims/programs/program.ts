import type { HostGroup } from "../../../../../spec/reactor.js";
import type { HostFunctions } from "../host-functions.js";

/** What a program is given beside the host's functions. */
export interface Surroundings {
  /** From now on collects what reaches the host's own handler of errors that nobody catches. */
  readonly uncaught: () => readonly string[];
  /** Lets the host's loop turn, by a function that no shim has patched. */
  readonly turn: () => Promise<void>;
  /** Has this done when the scenario is over. */
  readonly atEnd: (act: () => void) => void;
}

/** A program that uses the host as any would: returns what it has seen. */
export interface Program {
  /** The parts of the host that it uses. */
  readonly uses: readonly HostGroup[];
  readonly run: (host: HostFunctions, surroundings: Surroundings) => unknown;
}
