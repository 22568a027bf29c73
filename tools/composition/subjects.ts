import type { SubjectModule } from "../../conformance/agents/js/subject.js";
import type { Operation } from "../../conformance/language/operations.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { monitor, type Violation } from "../../conformance/monitor/monitor.js";
import type { Reactor, ThreadPoolOptions } from "../../spec/reactor.js";
import { Forwarder } from "./forwarder.js";
import { Neighbour } from "./neighbour.js";
import { proxied } from "./proxied.js";
import { Split } from "./split.js";

/** A module of reactors that can be beside each other: on one network, where they have one of their own. */
export interface Base extends SubjectModule {
  createReactor(options?: ThreadPoolOptions & { readonly beside?: Reactor }): Reactor;
}

/** A subject that is made of another and has to be judged as that is. */
export interface Composition {
  readonly name: string;
  /** Which scenarios it can be judged by, where that is not all. */
  readonly plays?: (scenario: Scenario) => boolean;
  /** `tell` is told what a monitor says. */
  readonly make: (base: Base, tell: (violation: Violation) => void) => Promise<Composed>;
}

export interface Composed {
  readonly subject: SubjectModule;
  /** Lets go of what is beside it. */
  readonly end?: () => void;
}

type Wrap = (reactor: Reactor, tell: (violation: Violation) => void) => Reactor;

const wrapping = (name: string, wrap: Wrap): Composition =>
  ({ name, make: (base, tell) => Promise.resolve({ subject: over(base, (reactor) => wrap(reactor, tell)) }) });

export const compositions: readonly Composition[] = [
  wrapping("under the monitor", (reactor, tell) => monitor(reactor, { onViolation: tell }).reactor),
  wrapping("behind a forwarder", (reactor) => new Forwarder(reactor)),
  wrapping("behind a Proxy", proxied),
  wrapping("behind all three", (reactor, tell) =>
    new Forwarder(monitor(proxied(reactor), { onViolation: tell }).reactor)),
  { name: "beside another", make: besideAnother },
  {
    name: "with each scenario's actors on both of two", plays: isSplit,
    make: (base) => Promise.resolve({
      subject: over(base, (reactor) => new Split(reactor, base.createReactor({ beside: reactor }))),
    }),
  },
];

/** Made of the base's reactors, and with its world. */
function over(base: Base, wrap: (reactor: Reactor) => Reactor): SubjectModule {
  const inner = new WeakMap<Reactor, Reactor>();
  const { simulate } = base;
  return {
    ...base,
    createReactor(options) {
      const reactor = base.createReactor(options);
      const made = wrap(reactor);
      inner.set(made, reactor);
      return made;
    },
    ...(simulate === undefined ? {} : { simulate: (reactor: Reactor) => simulate(inner.get(reactor) ?? reactor) }),
  };
}

async function besideAnother(base: Base): Promise<Composed> {
  const neighbour = new Neighbour(base.createReactor());
  await neighbour.begin();
  const subject = over(base, (reactor) => {
    neighbour.work();
    return reactor;
  });
  return { subject, end: () => neighbour.end() };
}

/** What is about one reactor's run, its hooks or its resolver is not for two. */
const OF_ONE: ReadonlySet<string> = new Set(["addHook", "run", "stop", "setResolver"]);

/** Whether the ends of connections, or ports, can be of both: something is opened, and the run is not the matter. */
function isSplit({ phases, protocols, threads, code }: Scenario): boolean {
  if (code !== undefined || phases.length > 1) return false;
  const ops = operationsIn([phases, protocols, threads]);
  return ["connect", "openDatagram"].some((op) => ops.has(op)) && [...ops].every((op) => !OF_ONE.has(op));
}

function operationsIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return new Set();
  const { op } = value as Partial<Operation>;
  const inner = Object.values(value).flatMap((each) => [...operationsIn(each)]);
  return new Set(typeof op === "string" ? [op, ...inner] : inner);
}
