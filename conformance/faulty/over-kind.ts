import type { Address, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";

/** A reactor that is changed for addresses of one kind, and for no others. */
export function overKind(reactor: Reactor, kind: Address["kind"], change: (reactor: Reactor) => Reactor): Reactor {
  const changed = change(reactor);
  const of = (address: Address): Reactor => address?.kind === kind ? changed : reactor;
  return override(reactor, {
    listen: (address, factory, options) => of(address).listen(address, factory, options),
    connect: (address, factory, options) => of(address).connect(address, factory, options),
  });
}

/** Finds among `faults` what breaks `rule` over any kind of connection, and has it break `breaks` over one alone. */
export function onlyOver(kind: Address["kind"], where: string) {
  return (breaks: string, rule: string, faults: readonly Fault[]): Fault => {
    const fault = faults.find((each) => each.breaks === rule);
    if (fault === undefined) throw new Error(`no faulty reactor breaks ${rule}`);
    return {
      breaks,
      does: `${fault.does}, ${where}`,
      says: fault.says,
      make: (reactor, base) => overKind(reactor, kind, (each) => fault.make(each, base)),
    };
  };
}
