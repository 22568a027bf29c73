import type { AddressSpec, Operation } from "../language/operations.js";
import type { Expectation, PeerScript, PeerStep, Scenario } from "../language/scenario.js";

/** What only a connection over TCP has: resets, hosts and ports, its options, addresses that do not answer. */
const ONLY_TCP = /"(step|how)":"reset"|"(host|port|stalled)":|"op":"set(NoDelay|KeepAlive)"|"(local|remote)\.port"/;

/** Where nobody listens: a socket whose listener is gone. */
const CLOSED = "closed";

/**
 * The same scenarios over UNIX sockets, as scenarios of `requirement`: each listener and each peer that listens has a
 * path. Of an expectation that names a host it is the path that counts; one that is about a port or a reset is left
 * out, and a scenario of which nothing is left is too.
 */
export function overUnix(requirement: string, scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.map((scenario) => variantOf(requirement, scenario)).filter((scenario) =>
    scenario.expect.length > 0 && !ONLY_TCP.test(JSON.stringify(scenario)));
}

function variantOf(requirement: string, scenario: Scenario): Scenario {
  const { id, title, protocols, peers = {}, phases, expect } = scenario;
  const isLost = JSON.stringify(expect).includes('"kind":"lost"');
  const usesClosed = JSON.stringify([phases, protocols]).includes('"closed":true');
  const atPaths = Object.entries(peers).map(([name, peer]) => [name, peerAtPath(name, peer, isLost)] as const);
  return {
    ...scenario,
    id: `${requirement}/${id}`,
    title: `over a UNIX socket: ${title}`,
    variantOf: id,
    checks: [requirement],
    ...(protocols === undefined ? {} : { protocols: withPaths(protocols) }),
    peers: Object.fromEntries([...atPaths, ...(usesClosed ? [[CLOSED, stale] as const] : [])]),
    phases: withPaths(phases),
    expect: expect.flatMap(ofPaths),
  };
}

const stale: PeerScript = { role: { path: CLOSED }, script: [{ step: "make", what: "stale" }] };

/** A peer that goes away without a word does so by closing, unless the subject is expected to lose the connection. */
function peerAtPath(name: string, peer: PeerScript, isLost: boolean): PeerScript {
  const script = peer.script?.map((each): PeerStep =>
    each.step === "reset" && !isLost ? { step: "close" } : each);
  const listens = "listens" in peer.role && peer.role.host === undefined;
  return {
    ...peer, ...(script === undefined ? {} : { script }),
    ...(listens ? { role: { listens: true, unix: name } } : {}),
  };
}

/** The value with a path in place of every free port, and of every address where nobody listens. */
function withPaths<T>(value: T): T {
  if (Array.isArray(value)) return value.map((each) => withPaths(each)) as T;
  if (value === null || typeof value !== "object") return value;
  const operation = value as unknown as Operation;
  const fields = Object.entries(value).map(([key, field]) => [key, withPaths(field)]);
  if (operation.op === "listen") fields.push(["address", pathOf(operation.address, operation.listener)]);
  if (operation.op === "connect") fields.push(["to", pathOf(operation.to, CLOSED)]);
  return Object.fromEntries(fields) as T;
}

function pathOf(address: AddressSpec | undefined, name: string): AddressSpec {
  if (address === undefined || "closed" in address) return { unix: name };
  return "port" in address && address.port === 0 && address.host === undefined ? { unix: name } : address;
}

/** An expectation as it is over UNIX: none, if nothing of it is left. */
function ofPaths(expectation: Expectation): readonly Expectation[] {
  const { of: _of, ...own } = expectation;
  if (JSON.stringify(own).includes('"how":"reset"')) return [];
  if (own.kind !== "relation") return [own];
  if (own.left.field.endsWith("port")) return [];
  const atPath = ({ field, ...rest }: typeof own.left): typeof own.left =>
    ({ ...rest, field: field.replace(/host$/, "path") });
  return [{ ...own, left: atPath(own.left), right: atPath(own.right) }];
}
