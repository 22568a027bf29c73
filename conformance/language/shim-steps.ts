/**
 * What uses the host as an unmodified program does, by the host's own functions alone. Each is described in
 * `conformance/agents/PROTOCOL.md`, with what it reports.
 */
export type HostProgram =
  | "timer" | "timers" | "elapsed" | "random" | "context" | "throwing" | "bad-arguments"
  | "echo" | "pieces" | "flood" | "half-close" | "refused" | "datagram" | "lookup"
  | "leave-alive";

/** What is done to a realm, and to the shim in it: each step when the one before is done. */
export type ShimStep =
  | { readonly step: "mark"; readonly name: string }
  /** Remembers all in the realm that a shim could patch. One named `start` is taken before the shim is loaded. */
  | { readonly step: "snapshot"; readonly as: string }
  /** Reports in what the realm differs from the snapshot `with`. */
  | { readonly step: "compare"; readonly with: string; readonly as: string }
  | {
    /** Installs the shim; `shim` names what undoes it. */
    readonly step: "install"; readonly shim: string;
    /** Over another reactor than the last one, or whatever a shim is installed over; by default over the same. */
    readonly over?: "another";
    /** For a shim that draws its chances from a seed. */
    readonly seed?: number;
  }
  | { readonly step: "uninstall"; readonly shim: string }
  /** Keeps a reference to each host function that programs use, as a module that is loaded now would. */
  | { readonly step: "keepReferences" }
  | {
    readonly step: "program"; readonly program: HostProgram; readonly as: string;
    /** Uses the functions that `keepReferences` has kept. */
    readonly references?: "kept";
  }
  /**
   * Patches, as another library would, every function at which the realm differed in the comparison `where`: each does
   * what it finds there, and nothing else.
   */
  | { readonly step: "layer"; readonly where: string; readonly as: string }
  /** Takes it away: reports where its own functions still are, and puts back there what it had found. */
  | { readonly step: "unlayer"; readonly layer: string; readonly as: string }
  /** From now on the reactor uses the host's functions, as they are then, inside of its own calls. */
  | { readonly step: "entangle" }
  | {
    /** Makes calls of the host while others are ready to run, and reports which of these did before a call returned. */
    readonly step: "probe"; readonly as: string;
    /** The calls that are declared to be switch points: the kit puts them here. */
    readonly switches?: readonly string[];
    /** Makes only these, each in a callback of a timer. */
    readonly within?: "callback";
  }
  /** Makes one of these places such that it cannot be patched any more. The process can play nothing else then. */
  | { readonly step: "obstruct"; readonly where: string; readonly as: string };
