import type { SubjectModule } from "../../conformance/agents/js/subject.js";
import type { ReactorFailure } from "../../reference/core/errors.js";
import type { PortHandle } from "../../reference/core/datagrams.js";
import type { CoreReactor } from "../../reference/core/reactor.js";
import type { ConnectionTransport, TcpConnectionTransport } from "../../reference/core/transport.js";
import * as node from "../../reference/node/index.js";
import * as simulated from "../../reference/simulated/index.js";
import type { DatagramPort, Reactor, ReactorError, TcpTransport, Transport } from "../../spec/reactor.js";

/** True where two types are the same, as the compiler sees them. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
/** The public members of a type, as one flat type. */
type Members<T> = { [Key in keyof T]: T[Key] };
type SameMembers<A, B> = Same<Members<A>, Members<B>>;

const sameMembers: readonly [
  SameMembers<CoreReactor, Reactor>,
  SameMembers<ConnectionTransport, Transport>,
  SameMembers<TcpConnectionTransport, TcpTransport>,
  SameMembers<ReactorFailure, ReactorError>,
  SameMembers<PortHandle, DatagramPort>,
] = [true, true, true, true, true];

const subjects: readonly SubjectModule[] = [node, simulated];

describe("the reference's types", () => {
  it("are those of the standard, and its modules are subjects: the compiler has checked both", () => {
    void sameMembers;
    void subjects;
  });
});
