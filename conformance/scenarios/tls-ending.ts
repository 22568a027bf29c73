import {
  abortConnection, atBytes, awaits, endWriting, entered, generated, KiB, loseConnection, lost, MiB, occurs, of, on,
  peerEnd, scenario, send, step, text, tlsPeerTo, when, write,
} from "../language/build.js";
import type { Data } from "../language/data.js";
import type { Expectation, PeerStep, Reaction, Scenario } from "../language/scenario.js";
import type { PeerTlsSpec } from "../language/tls.js";
import { CONNECTION } from "./serving.js";
import { listenTls } from "./tls-serving.js";

const end = step("end");
const cut = step("cut");
const versions = ["TLSv1.2", "TLSv1.3"] as const;

type Source = Pick<Scenario, "id" | "title" | "ends" | "expect"> & Partial<Pick<Scenario, "checks">> & {
  readonly reactions: readonly Reaction[];
  readonly script: readonly PeerStep[];
  readonly tls?: PeerTlsSpec;
};

/** A listener with TLS, and one peer, `peer`. */
function serving({ reactions, script, tls = {}, ...source }: Source): Scenario {
  return scenario({
    ...source,
    protocols: { server: { reactions } },
    peers: { peer: tlsPeerTo("server", tls, ...script) },
    phases: [{ start: [listenTls("server", "server")] }],
  });
}

/** Sizes on both sides of what a record of TLS holds, and of what the platform takes at once. */
const written: readonly Data[] = [
  ...Array.from({ length: 500 }, (_, i): Data => generated(1, i)),
  generated(16 * KiB - 1, 1), generated(16 * KiB, 2), generated(16 * KiB + 1, 3), generated(MiB, 4), text("."),
];

const truncated = (says: string): Expectation =>
  occurs(says, lost(CONNECTION, { reason: { kind: "lost", error: { category: "truncated" } } }));

/** The scenarios of the chapter on TLS: what is sent, and how connections end. */
export const tlsEndingScenarios: readonly Scenario[] = [
  serving({
    id: "tls.write.records",
    title: "500 writes of one byte and some around 16 KiB, and one of 1 MiB, arrive",
    reactions: [on("connectionMade", ...written.map((data) => write(data)), loseConnection())],
    script: [step("readEnd"), end],
    ends: [when(peerEnd("peer"))],
    expect: [occurs("what is written over TLS arrives in full and in order", peerEnd("peer", null, written))],
  }),
  ...versions.map((version) => serving({
    id: `tls.end.received/${version}`,
    title: `a peer that sends close_notify behind its data, in ${version}, has ended in order`,
    tls: { version },
    reactions: [on("eofReceived", write(text("bye")), endWriting())],
    script: [send(generated(100 * KiB)), end],
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("the peer's close_notify is told as its end",
        entered("eofReceived", { received: { bytes: 100 * KiB } }), 1),
      occurs("a connection that both sides ended by close_notify is lost as done",
        lost(CONNECTION, { reason: { kind: "done" } })),
    ],
  })),
  ...versions.flatMap((version) => [
    serving({
      id: `tls.truncated/${version}`,
      title: `a peer that ends the connection without close_notify, in ${version}, has not ended in order`,
      tls: { version },
      reactions: [],
      script: [send(generated(100 * KiB)), cut],
      ends: [when(lost(CONNECTION))],
      expect: [truncated("a connection that ends without close_notify is lost as truncated")],
    }),
    serving({
      id: `tls.truncated.no-end/${version}`,
      title: `a protocol that handles the peer's end is not told of one without close_notify, in ${version}`,
      checks: ["tls.truncated.no-end", "tls.truncated"],
      tls: { version },
      reactions: [on("eofReceived")],
      script: [send(text("some of it")), cut],
      ends: [when(lost(CONNECTION))],
      expect: [
        occurs("eofReceived is not called for an end without close_notify", entered("eofReceived"), 0),
        of("tls.truncated", truncated("a connection that ends without close_notify is lost as truncated")),
      ],
    }),
  ]),
  serving({
    id: "tls.truncated/half-closed",
    title: "a peer that ends without close_notify after this side has ended its sending has not ended in order",
    reactions: [on("connectionMade", endWriting()), on("eofReceived")],
    script: [step("readEnd"), send(text("some of it")), cut],
    ends: [when(lost(CONNECTION))],
    expect: [truncated("a half-closed connection that ends without close_notify is lost as truncated")],
  }),
  serving({
    id: "tls.lose.notifies",
    title: "the peer sees a close_notify behind 100 KiB that were written before loseConnection",
    reactions: [on("connectionMade", write(generated(100 * KiB)), loseConnection())],
    script: [step("readEnd"), end],
    ends: [when(peerEnd("peer"))],
    expect: [occurs("loseConnection sends close_notify behind everything written",
      peerEnd("peer", "clean", [generated(100 * KiB)]))],
  }),
  serving({
    id: "tls.lose.no-wait",
    title: "connectionLost follows loseConnection while the peer sends no close_notify",
    reactions: [on("connectionMade", write(text("bye")), loseConnection())],
    script: [step("readEnd"), awaits(lost(CONNECTION)), end],
    ends: [when(lost(CONNECTION))],
    expect: [occurs("connectionLost follows loseConnection though the peer has sent no close_notify",
      lost(CONNECTION, { reason: { kind: "done" } }), 1)],
  }),
  ...versions.map((version) => serving({
    id: `tls.end/${version}`,
    title: `100 KiB that the peer sends after it has seen the close_notify of endWriting are delivered, in ${version}`,
    tls: { version },
    reactions: [on("connectionMade", write(text("that is all")), endWriting())],
    script: [step("readEnd"), send(generated(100 * KiB)), end],
    ends: [when(lost(CONNECTION)), when(peerEnd("peer"))],
    expect: [
      occurs("endWriting sends close_notify behind what was written", peerEnd("peer", "clean", [text("that is all")])),
      occurs("a connection over TLS goes on receiving after endWriting",
        lost(CONNECTION, { received: { bytes: 100 * KiB } })),
    ],
  })),
  serving({
    id: "tls.abort",
    title: "the peer of an aborted connection sees no close_notify",
    reactions: [atBytes(2, write(text("some of it")), abortConnection())],
    script: [send(text("go"))],
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [occurs("abortConnection sends no close_notify", { ...peerEnd("peer"), how: { $not: "clean" } })],
  }),
];
