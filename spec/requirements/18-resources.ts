// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 18-resources.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "resource.descriptors", aliases: [], level: "must", profile: "core",
    text: "When the promise of a run is fulfilled, each descriptor that the reactor opened for a connection, a listener or an attempt MUST be closed.",
    intent: "A suite of a thousand tests is a thousand runs in one process. It fails in the test that happens to open the last descriptor, and not in the one that leaked.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.descriptors", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.attempt.failed", aliases: [], level: "must", profile: "tcp",
    text: "Attempts to listen or to connect that have failed MUST NOT leave a descriptor open.",
    intent: "A client that tries again every second while its server is down makes thousands of attempts. All of them fail, and the process has to be alive when the server is back.",
    prior: "zuvloop left a socket open for each listen on a busy port: Kludex/zuvloop#80 (https://github.com/Kludex/zuvloop/pull/80).",
    chapter: "18-resources.md", anchor: "resource.attempt.failed", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.attempt.given-up", aliases: [], level: "must", profile: "tcp",
    text: "Attempts to connect that were cancelled, or whose `timeout` has passed, MUST NOT leave a descriptor open.",
    intent: "Who gives an attempt up makes another one, to the next address. An attempt that goes on below takes a descriptor, and a place at the server, for as long as the platform tries: two minutes.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.attempt.given-up", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.connection", aliases: [], level: "must", profile: "tcp",
    text: "A connection whose `connectionLost` was called, and of which both sides have ended their sending or one has cut it, MUST NOT leave a descriptor open.",
    intent: "Connections end in many ways, and each has a path of its own through a reactor. The paths of errors are the least trodden ones, and an attacker can take them at will.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.connection", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.listener", aliases: [], level: "must", profile: "tcp",
    text: "A listener whose `close` has been carried out MUST NOT leave a descriptor open.",
    intent: "A program that reads its configuration anew closes listeners and opens others, for years.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.listener", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.idle.undisturbed", aliases: [], level: "must", profile: "tcp",
    text: "However many other connections begin and end beside it, a connection MUST be notified of nothing but what its own peer and its own protocol do.",
    intent: "The platform gives the number of a closed descriptor to the next that is opened. A reactor that still watches the number, or closes it a second time, reads or cuts the connection of somebody else.",
    prior: "When an attempt on a socket of the program's was cancelled, uvloop closed its descriptor twice, and the second time it was another connection's: MagicStack/uvloop#738 (https://github.com/MagicStack/uvloop/issues/738). In zuvloop an idle TLS connection died of its neighbours: Kludex/zuvloop#74 (https://github.com/Kludex/zuvloop/pull/74).",
    chapter: "18-resources.md", anchor: "resource.idle.undisturbed", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.host", aliases: [], level: "must", profile: "core",
    text: "When the promise of a run is fulfilled, the reactor MUST NOT hold anything that keeps the program alive: no timer, no socket, no thread.",
    intent: "Behind `await reactor.run()` the program is over, and is to end by itself. One that has to be ended by `exit` loses what is still to be written, and a test runner that waits for it hangs.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.host", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.handlers", aliases: [], level: "must", profile: "core",
    text: "A reactor that was not asked to MUST NOT add or remove a handler of the process's signals or events, neither during a run nor beyond it.",
    intent: "The process belongs to the program. A handler of the interrupt signal decides what the keys of the user do, and one of uncaught errors whether the program ends by them.",
    prior: "Twisted's `run` installs handlers of three signals unless it is told not to, and `asyncio.run` one.",
    chapter: "18-resources.md", anchor: "resource.handlers", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.rejections", aliases: [], level: "must", profile: "core", binding: "typescript",
    text: "A promise that the reactor has made, or made of a promise that a callback returned, MUST NOT be rejected without a handler, except for one that it has handed to the program.",
    intent: "The host ends the process for a rejection that nobody handles. The program can handle the promises that it has, and has no means against one that lies inside the reactor.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.rejections", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.timed-call.released", aliases: [], level: "should", profile: "core", binding: "typescript",
    text: "The callback of a timed call SHOULD be collectable once the call has returned or is cancelled, also while the call's handle is kept and its deadline is still to come.",
    intent: "A server sets a timeout of minutes for each request, and cancels it within milliseconds. If cancelled calls stay until they would have been due, they hold a hundred thousand finished requests.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.timed-call.released", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.connection.released", aliases: [], level: "should", profile: "tcp", binding: "typescript",
    text: "The protocol and the transport of a connection SHOULD be collectable once its `connectionLost` has returned.",
    intent: "What a protocol holds, such as the state of a session, is the bulk of a server's memory. One table from which an entry is not taken out holds all of it.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.connection.released", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.connection.kept", aliases: [], level: "must", profile: "tcp", binding: "typescript",
    text: "An open connection MUST go on being served though the program refers to neither its protocol nor its transport.",
    intent: "A protocol that waits for its peer is referred to by nobody but the reactor. It is not garbage: what its peer sends next is the reason that it is there.",
    prior: "The documentation of Twisted warns that a transport whose both sides are half-closed can be lost to the collector without a notification: IHalfCloseableProtocol (https://docs.twisted.org/en/stable/api/twisted.internet.interfaces.IHalfCloseableProtocol.html).",
    chapter: "18-resources.md", anchor: "resource.connection.kept", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "resource.write.released", aliases: [], level: "should", profile: "tcp", binding: "typescript",
    text: "The pending output of an aborted connection SHOULD be collectable, also while its transport is kept.",
    intent: "Connections are aborted because they have taken too much: a client that does not read. To give the memory back is what the abort is for.",
    prior: null,
    chapter: "18-resources.md", anchor: "resource.write.released", since: "0.1.0", test: {"kind":"scenario"},
  },
];
