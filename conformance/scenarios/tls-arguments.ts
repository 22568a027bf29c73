import { good, untrusted } from "../certificates.js";
import { entered, occurs, on, peerTo, returned, scenario, tlsPeerTo, when } from "../language/build.js";
import type { OddValue, Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";
import type { TlsSpec } from "../language/tls.js";
import { CLIENT, connectTls, listenTls, SERVER } from "./tls-serving.js";

const wrong: OddValue = { odd: "object" };
const NOT_PEM = "-----BEGIN CERTIFICATE-----\nthis is none\n-----END CERTIFICATE-----\n";

const listening = (tls: TlsSpec): Operation => ({ op: "listen", listener: "bad", protocol: "server", tls });
const connecting = (tls: TlsSpec): Operation =>
  ({ op: "connect", connection: "bad", protocol: "client", to: { closed: true }, tls });
const starting = (tls: TlsSpec, role: "client" | "server" | OddValue = "server"): Operation =>
  ({ op: "startTls", role, tls });

/** Of each call, the options that it has to refuse. */
interface Bad {
  readonly listen: readonly TlsSpec[];
  readonly connect: readonly TlsSpec[];
  readonly startTls: readonly Operation[];
}

function refusing(id: string, title: string, type: string, what: string, bad: Bad): Scenario {
  return scenario({
    id, title, binding: "typescript",
    protocols: { accepted: { reactions: [on("connectionMade", ...bad.startTls, { op: "mark", name: "asked" })] } },
    peers: { peer: peerTo("plain") },
    phases: [{
      start: [
        ...bad.listen.map(listening), ...bad.connect.map(connecting),
        { op: "listen", listener: "plain", protocol: "accepted" },
      ],
    }],
    ends: [when({ ev: "mark", name: "asked" })],
    expect: ([
      ["listen", { listener: "bad" }, bad.listen.length], ["connect", { connection: "bad" }, bad.connect.length],
      ["startTls", {}, bad.startTls.length],
    ] as const).map(([op, names, times]) => occurs(`${op} throws a ${type} for ${what}`,
      returned(op, { ...names, threw: { classes: { $with: type } } }), times)),
  });
}

const unreadable: readonly TlsSpec[] = [
  { ...SERVER, certificate: NOT_PEM }, { ...SERVER, key: "no key" }, { ...SERVER, authorities: NOT_PEM },
  { ...SERVER, authorities: "" }, { ...SERVER, key: untrusted.key }, { certificate: good.certificate },
];

const mistyped: readonly TlsSpec[] = [
  { ...SERVER, certificate: wrong }, { ...SERVER, key: wrong }, { ...SERVER, authorities: wrong },
  { ...SERVER, serverName: wrong }, { ...SERVER, alpn: wrong }, { ...SERVER, alpn: { odd: "string" } },
  { ...SERVER, alpn: ["h2", wrong] },
  { ...SERVER, handshakeTimeout: { odd: "string" } },
];

const LONGEST = "x".repeat(255);

const untimely: readonly TlsSpec[] = ([{ odd: "NaN" }, -1, { odd: "Infinity" }] as const)
  .map((handshakeTimeout) => ({ ...SERVER, handshakeTimeout }));

/** Names of no byte, of 256, and of 128 letters that take two bytes each. */
const unnamed: readonly TlsSpec[] = ["", "x".repeat(256), "\u00e9".repeat(128)]
  .map((name) => ({ ...SERVER, alpn: ["h2", name] }));

/** The scenarios of the chapter on TLS: arguments that can never work. */
export const tlsArgumentScenarios: readonly Scenario[] = [
  refusing("tls.options.pem", "certificates and keys that cannot be read are refused", "TypeError",
    "a certificate or a key that cannot be read", {
      listen: [...unreadable, {}], connect: unreadable,
      startTls: [...unreadable.map((tls) => starting(tls)), starting({})],
    }),
  refusing("tls.options.type", "options of a wrong type are refused", "TypeError", "an option of a wrong type", {
    listen: mistyped, connect: mistyped, startTls: [...mistyped.map((tls) => starting(tls)), starting(SERVER, wrong)],
  }),
  refusing("tls.options.timeout", "timeouts that are no duration are refused", "RangeError",
    "a timeout that is no duration",
    { listen: untimely, connect: untimely, startTls: untimely.map((tls) => starting(tls)) }),
  refusing("tls.options.alpn", "application protocols whose names are too short or too long are refused", "RangeError",
    "the name of an application protocol that is too short or too long",
    { listen: unnamed, connect: unnamed, startTls: unnamed.map((tls) => starting(tls)) }),
  scenario({
    id: "tls.alpn.agreed/longest",
    title: "application protocols are agreed whose names have one byte and 255",
    checks: ["tls.alpn.agreed"],
    protocols: { server: { reactions: [on("connectionMade", { op: "inspectSession" })] } },
    peers: { shortest: tlsPeerTo("listener", { alpn: ["x"] }), longest: tlsPeerTo("listener", { alpn: [LONGEST] }) },
    phases: [{ start: [listenTls("listener", "server", { alpn: [LONGEST, "x"] })] }],
    ends: [when(returned("inspectSession"), 2)],
    expect: (["x", LONGEST] as const).map((alpn) => occurs("both ends agree on a name of one byte, or of 255",
      returned("inspectSession", { value: { alpn } }), 1)),
  }),
  scenario({
    id: "tls.options.kind",
    title: "the option tls is refused with an address of TCP",
    binding: "typescript",
    phases: [{
      start: [
        { op: "listen", listener: "bad", protocol: "server", address: { kind: "tcp", port: 0 }, tls: SERVER },
        { op: "connect", connection: "bad", protocol: "client", to: { kind: "tcp", port: 1 }, tls: CLIENT },
        listenTls("good", "server"),
        connectTls("good", "client", { closed: true }),
      ],
    }],
    ends: [when(entered("listening", { listener: "good" })), when(entered("connectFailed", { connection: "good" }))],
    expect: (["listen", "connect"] as const).map((op) => occurs(`${op} throws a TypeError for the option tls with TCP`,
      returned(op, { threw: { classes: { $with: "TypeError" } } }), 1)),
  }),
];
