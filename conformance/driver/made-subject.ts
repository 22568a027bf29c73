import type { Reactor } from "../../spec/reactor.js";
import type { SubjectModule } from "../agents/js/subject.js";
import type { Fault, Oddity } from "../faulty/fault.js";
import { AgentError } from "./agent-error.js";

type Connect = NonNullable<SubjectModule["connect"]>;

/**
 * A subject with the fault, made of a conforming one.
 * @throws AgentError if the fault is of how threads call in, and the subject has no module for that.
 */
export async function faultySubject(module: SubjectModule, fault: Fault): Promise<SubjectModule> {
  const connect = fault.connect === undefined ? null : fault.connect(await connectOf(module));
  return over(module, (each) => fault.make(each, () => module.createReactor()), fault.adapt, connect);
}

/** A subject that is odd in this way, made of a conforming one. */
export function oddSubject(module: SubjectModule, oddity: Oddity): SubjectModule {
  return over(module, (each) => oddity.make(each), oddity.adapt);
}

/** By what a thread calls in to the reactors of a subject. */
async function connectOf({ threadModule }: SubjectModule): Promise<Connect> {
  if (threadModule === undefined) throw new AgentError("the subject has no module for other threads");
  return ((await import(threadModule.href)) as { readonly connect: Connect }).connect;
}

/** The subject whose reactors, and whose adapters where they are changed, are made of another's. */
function over(
  module: SubjectModule,
  make: (reactor: Reactor) => Reactor,
  adapt: Fault["adapt"] = (adapters) => adapters,
  connect: Connect | null = null,
): SubjectModule {
  const inner = new WeakMap<Reactor, Reactor>();
  const { simulate, adapters, threadModule } = module;
  return {
    async createReactor(options) {
      const reactor = await module.createReactor(options);
      const made = make(reactor);
      inner.set(made, reactor);
      return made;
    },
    ...(threadModule === undefined ? {} : { threadModule }),
    ...(connect === null ? {} : { connect }),
    ...(simulate === undefined ? {} : { simulate: (reactor: Reactor) => simulate(inner.get(reactor) ?? reactor) }),
    ...(adapters === undefined ? {} : { adapters: adapt(adapters) }),
  };
}
