import {
  abortConnection, atBytes, entered, generated, listen, loseConnection, lost, MiB, occurs, on, peerTo, readBytes,
  scenario, send, step, text, throwing, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import { serving } from "./serving.js";

const echo: Operation = { op: "echo" };

const reason = (says: string, kind: string, error?: object): Expectation =>
  occurs(says, lost("server#1", { reason: { kind, ...(error === undefined ? {} : { error: { ...error } }) } }));

const kinds: readonly Scenario[] = [
  serving({
    id: "connection.reason.done/peer-ends",
    title: "a connection that both sides ended is lost as done",
    protocol: {},
    peers: { peer: peerTo("server", send(text("that is all")), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [reason("a connection that the peer ended is lost as done", "done")],
  }),
  serving({
    id: "connection.reason.done/lose",
    title: "a connection that loseConnection ended is lost as done",
    protocol: { reactions: [on("connectionMade", write(text("that is all")), loseConnection())] },
    peers: { peer: peerTo("server", step("readEnd"), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [reason("a connection that loseConnection ended is lost as done", "done")],
  }),
  serving({
    id: "connection.reason.lost",
    title: "a connection that the peer reset is lost as lost, with an error",
    protocol: { reactions: [on("dataReceived", echo)] },
    peers: { peer: peerTo("server", send(text("x")), readBytes(1), step("reset")) },
    ends: [when(lost("server#1"))],
    expect: [reason("a connection that the peer reset is lost as lost, with an error", "lost",
      { message: { $exists: true } })],
  }),
  serving({
    id: "connection.reason.aborted",
    title: "a connection that abortConnection ended is lost as aborted",
    protocol: { reactions: [on("dataReceived", abortConnection())] },
    peers: { peer: peerTo("server", send(text("x"))) },
    ends: [when(lost("server#1"))],
    expect: [reason("a connection that abortConnection ended is lost as aborted", "aborted")],
  }),
  serving({
    id: "connection.reason.aborted/unsent",
    title: "a connection that abortConnection ended with 8 MiB unsent is lost as aborted",
    protocol: { reactions: [on("connectionMade", write(generated(8 * MiB)), abortConnection())] },
    peers: { peer: peerTo("server", step("pause")) },
    ends: [when(lost("server#1"))],
    expect: [reason("a connection that was aborted with something unsent is lost as aborted", "aborted")],
  }),
];

const first: readonly Scenario[] = [
  serving({
    id: "connection.reason.first/lose-then-abort",
    title: "abortConnection comes before the end of a flush: aborted",
    protocol: {
      reactions: [on("connectionMade", write(generated(8 * MiB)), loseConnection(), abortConnection())],
    },
    peers: { peer: peerTo("server", step("pause")) },
    ends: [when(lost("server#1"))],
    expect: [reason("a connection that was aborted while it was flushed is lost as aborted", "aborted")],
  }),
  serving({
    id: "connection.reason.first/abort-then-lose",
    title: "loseConnection comes after abortConnection: aborted",
    protocol: { reactions: [on("connectionMade", abortConnection(), loseConnection())] },
    peers: { peer: peerTo("server") },
    ends: [when(lost("server#1"))],
    expect: [reason("a connection that was aborted, and then closed, is lost as aborted", "aborted")],
  }),
  serving({
    id: "connection.reason.first/abort-then-throw",
    title: "a notification aborts and then throws: aborted",
    protocol: { reactions: [atBytes(1, abortConnection(), throwing("thrown after the abort"))] },
    peers: { peer: peerTo("server", send(text("x"))) },
    ends: [when(lost("server#1")), when(entered("errorHook"))],
    expect: [reason("a connection that was aborted before a notification threw is lost as aborted", "aborted")],
  }),
  serving({
    id: "connection.reason.first/lose-then-throw",
    title: "a notification closes, and throws while output is being flushed: failed",
    protocol: {
      reactions: [on("connectionMade", write(generated(8 * MiB)), loseConnection(), throwing("thrown while flushing"))],
    },
    peers: { peer: peerTo("server", step("pause")) },
    ends: [when(lost("server#1")), when(entered("errorHook"))],
    expect: [reason("a connection whose notification threw while it was flushed is lost as failed", "failed",
      { message: "thrown while flushing" })],
  }),
  scenario({
    id: "connection.reason.first/throw-then-abort",
    title: "the error hook aborts the connection whose notification threw: failed",
    protocols: { server: { reactions: [atBytes(1, throwing("thrown before the abort"))] } },
    peers: { peer: peerTo("server", send(text("x"))) },
    phases: [{
      start: [{ op: "setErrorHook", hook: "aborting", do: [abortConnection("server#1")] }, listen("server", "server")],
    }],
    ends: [when(lost("server#1")), when(entered("errorHook"))],
    expect: [reason("a connection whose notification threw before it was aborted is lost as failed", "failed",
      { message: "thrown before the abort" })],
  }),
];

/** The scenarios of the chapter on connections: why a connection is over. */
export const reasonScenarios: readonly Scenario[] = [...kinds, ...first];
