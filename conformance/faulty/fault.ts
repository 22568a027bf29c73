import type { Adapters, MessagePort, Profile, Reactor, ThreadCaller } from "../../spec/reactor.js";

/** A reactor that breaks one requirement, made of one that keeps all. */
export interface Fault {
  /** The requirement that it breaks. */
  readonly breaks: string;
  /** What it does wrong, in a few words. */
  readonly does: string;
  /** A part of what the kit says when it is caught for this, and for nothing else. */
  readonly says: string;
  /** Profiles of the base that it does not claim. */
  readonly without?: readonly Profile[];
  readonly make: (reactor: Reactor, base: ReactorMaker) => Reactor;
  /** What it makes of the adapters beside the reactor, where they are what is faulty. */
  readonly adapt?: (adapters: Adapters) => Adapters;
  /** What it makes of the way by which its own thread calls in by a port. */
  readonly connect?: (connect: Connect) => Connect;
}

type Connect = (port: MessagePort) => ThreadCaller;

/** Makes further conforming reactors, each in a world of its own. */
export type ReactorMaker = () => Reactor | PromiseLike<Reactor>;

/** A reactor that is unlike others, and breaks nothing: it must pass everything. */
export interface Oddity {
  readonly name: string;
  /** Which freedom that the standard leaves it uses. */
  readonly uses: string;
  /** Profiles of the base that it does not claim. */
  readonly without?: readonly Profile[];
  readonly make: (reactor: Reactor) => Reactor;
  /** What it makes of the adapters beside the reactor, where they are odd, too. */
  readonly adapt?: (adapters: Adapters) => Adapters;
}
