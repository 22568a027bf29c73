import type { ShimDeclaration } from "../../../spec/reactor.js";
import type { ShimModule } from "../../agents/js/shims/shim-module.js";
import { ToyShim } from "./toy-shim.js";

/** A shim that breaks one requirement, made of one that keeps all. */
export interface ShimFault {
  readonly breaks: string;
  /** What it does wrong, in a few words. */
  readonly does: string;
  /** A part of what the kit says when it is caught for this, and for nothing else. */
  readonly says: string;
  /** What it says of itself, where that is not what the toy says that it is made of. */
  readonly declares?: ShimDeclaration;
  /** Makes it, in a realm of its own: what this does is done when the shim is loaded. */
  readonly make: () => ShimModule;
}

/** The faulty shim that a class makes. */
export function faultyShim(breaks: string, does: string, says: string, of: new () => ToyShim): ShimFault {
  return { breaks, does, says, make: () => new of() };
}
