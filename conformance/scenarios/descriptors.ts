import {
  awaits, callLater, connect, entered, mark, marked, occurs, of, on, peerEnd, peerTo, premise, readBytes,
  scenario, send, step, text, when,
} from "../language/build.js";
import { platformErrors } from "../../spec/platform-errors.js";
import type { Operation } from "../language/operations.js";
import type { PeerScript, ProtocolScript, Scenario } from "../language/scenario.js";

const WAITING = 3;
const exhaust: Operation = { op: "exhaustDescriptors", mark: "exhausted" };
const release: Operation = { op: "releaseDescriptors" };
const ranOut = premise(occurs("the process runs out of descriptors", marked("exhausted")));

/** Echoes; its first connection takes all descriptors, and gives them back a moment after its peer says so. */
const server: ProtocolScript = {
  reactions: [
    { ...on("connectionMade", exhaust, connect("own", "own", { closed: true })), nth: 1 },
    {
      on: "dataReceived", atBytes: 2, nth: 1,
      do: [callLater("later", 20, release, mark("released"))],
    },
    on("dataReceived", { op: "echo" }),
  ],
};

/** Is connected all the time: it asks for the descriptors once the others wait. */
const first: PeerScript = peerTo("listener",
  ...Array.from({ length: WAITING }, (_, i) => awaits({
    ev: "peer", peer: `waiting#${i + 1}`, saw: { $in: ["connected", "refused"] },
  })),
  send(text("go")), awaits(marked("released")), send(text("still")), readBytes(7), step("end"));

/** The scenarios of listening and connecting without descriptors. */
export const descriptorScenarios: readonly Scenario[] = [
  scenario({
    id: "listen.descriptors.again",
    title: `${WAITING} clients come while there are no descriptors, and one when there are some again`,
    checks: ["listen.descriptors.again", "listen.descriptors.connections"],
    needs: ["descriptor-limit"],
    protocols: { server },
    peers: {
      first,
      waiting: { ...peerTo("listener", step("end")), count: WAITING, when: marked("exhausted") },
      next: { ...peerTo("listener", send(text("hello")), readBytes(5), step("end")), when: marked("released") },
    },
    phases: [{ start: [{ op: "listen", listener: "listener", protocol: "server" }] }],
    ends: [
      when({ ev: "peer", peer: "next", saw: { $in: ["refused", "end"] } }),
      when({ ev: "peer", peer: "first", saw: { $in: ["refused", "end"] } }),
      when({ ev: "peer", peer: { $has: "waiting" }, saw: { $in: ["refused", "end"] } }, WAITING),
    ],
    expect: [
      ranOut,
      occurs("a client that comes when there are descriptors again is served",
        peerEnd("next", "clean", [text("hello")])),
      of("listen.descriptors.connections", occurs("a connection that was open goes on",
        peerEnd("first", "clean", [text("gostill")]))),
    ],
  }),
  scenario({
    id: "listen.descriptors.fails",
    title: "an attempt to listen for which there is no descriptor fails",
    needs: ["descriptor-limit"],
    phases: [{ start: [exhaust, { op: "listen", listener: "listener", protocol: "server" }] }],
    ends: [when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] } })],
    expect: [
      ranOut,
      occurs("listening without a descriptor fails as too-many-descriptors",
        entered("listenFailed", { error: { category: "too-many-descriptors" } })),
    ],
  }),
  scenario({
    id: "error.category.of-code/descriptors",
    title: "an attempt to connect for which there is no descriptor has the category and the code of that",
    checks: ["error.category.of-code", "error.code", "error.errno"],
    needs: ["descriptor-limit"],
    phases: [{ start: [exhaust, connect("own", "own", { closed: true })] }],
    ends: [when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] } })],
    expect: [
      ranOut,
      occurs("what lacks a descriptor has the category too-many-descriptors",
        entered("connectFailed", { error: { category: "too-many-descriptors" } })),
      of("error.code", occurs("what the platform calls EMFILE has this code",
        entered("connectFailed", { error: { code: "EMFILE" } }))),
      of("error.errno", occurs("the number of EMFILE is a platform's, or null",
        entered("connectFailed", { error: { errno: { $in: [platformErrors.get("EMFILE")?.linux ?? null, null] } } }))),
    ],
  }),
];
