import { good } from "../certificates.js";
import type { Operation } from "../language/operations.js";
import type { Expectation, PeerScript, Scenario } from "../language/scenario.js";
import { CLIENT, SERVER } from "./tls-serving.js";

/** What is not asked of TLS: how much of what is pending is the program's, and how much that of its records. */
const PENDING = "transport.pending";

/** The same scenarios over TLS, as scenarios of `requirement`: each listener, attempt and peer speaks it. */
export function overTls(requirement: string, scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.filter(({ checks }) => !checks.includes(PENDING))
    .map((scenario) => variantOf(requirement, scenario));
}

function variantOf(requirement: string, scenario: Scenario): Scenario {
  const { id, title, protocols, peers = {}, phases, expect } = scenario;
  return {
    ...scenario,
    id: `${requirement}/${id}`,
    title: `over TLS: ${title}`,
    variantOf: id,
    checks: [requirement],
    ...(protocols === undefined ? {} : { protocols: withTls(protocols) }),
    peers: Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, peerWithTls(peer)])),
    phases: withTls(phases),
    expect: expect.map(overTlsToo),
  };
}

/** The expectation, of the variant's requirement and of addresses of the other kind. */
function overTlsToo({ of: _of, ...own }: Expectation): Expectation {
  return JSON.parse(JSON.stringify(own).replaceAll('"kind":"tcp"', '"kind":"tls"')) as Expectation;
}

function peerWithTls(peer: PeerScript): PeerScript {
  return { ...peer, tls: { own: good } };
}

/** The value with the options of TLS in every attempt to listen or to connect. */
function withTls<T>(value: T): T {
  if (Array.isArray(value)) return value.map((each) => withTls(each)) as T;
  if (value === null || typeof value !== "object") return value;
  const operation = value as unknown as Operation;
  const fields = Object.entries(value).map(([key, field]) => [key, withTls(field)]);
  if (operation.op === "listen") fields.push(["tls", SERVER]);
  if (operation.op === "connect") fields.push(["tls", CLIENT]);
  return Object.fromEntries(fields) as T;
}
