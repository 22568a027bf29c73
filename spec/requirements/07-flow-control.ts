// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 07-flow-control.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "flow.read.pause", aliases: [], level: "must", profile: "tcp",
    text: "While reading is paused, the reactor MUST NOT call `dataReceived` or `eofReceived` of the connection.",
    intent: "A protocol pauses because it has no room. One more chunk, from whatever buffer of the reactor's, is one that it has to keep against its plan, or drop.",
    prior: "asyncio's TLS transports went on delivering what they had decrypted: python/cpython#89322 (https://github.com/python/cpython/issues/89322).",
    chapter: "07-flow-control.md", anchor: "flow.read.pause", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.pause.in-made", aliases: [], level: "must", profile: "tcp",
    text: "A call of `pauseReading` inside `connectionMade` MUST hold back the input of the connection from its first byte on.",
    intent: "A proxy accepts a client, and cannot take anything from it before the other side is connected, too. A reactor that begins to read after `connectionMade`, whatever was called in it, makes this impossible.",
    prior: "Bun began to read after its `connection` event, though the socket was paused in it, and lost what came: oven-sh/bun#35108 (https://github.com/oven-sh/bun/pull/35108).",
    chapter: "07-flow-control.md", anchor: "flow.read.pause.in-made", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.resume", aliases: [], level: "must", profile: "tcp",
    text: "After `resumeReading`, the reactor MUST deliver what arrived while reading was paused, though nothing more arrives.",
    intent: "The peer has sent its whole question, and waits for the answer. A reactor that looks at what it holds only when the platform tells of something new waits, too.",
    prior: "curl did not look at what its TLS library held when a transfer was resumed, and waited for the socket: curl/curl#4966 (https://github.com/curl/curl/issues/4966).",
    chapter: "07-flow-control.md", anchor: "flow.read.resume", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.whole", aliases: [], level: "must", profile: "tcp",
    text: "However often reading is paused and resumed, the bytes that the peer sends MUST be delivered in their order, each of them once.",
    intent: "Whoever uses flow control uses it all the time: a stream is copied with thousands of pauses. Each of them is a chance to drop what was under way, or to deliver it again.",
    prior: "asyncio's proactor lost what a read had brought that was completed when reading was paused: python/cpython#7479 (https://github.com/python/cpython/pull/7479). Vert.x delivered a buffer again: eclipse-vertx/vert.x#1601 (https://github.com/eclipse-vertx/vert.x/issues/1601).",
    chapter: "07-flow-control.md", anchor: "flow.read.whole", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.idempotent", aliases: [], level: "must", profile: "tcp",
    text: "A call of `pauseReading` while reading is paused, and one of `resumeReading` while it is not, MUST have no effect and throw nothing.",
    intent: "Several parts of a program can have a reason to pause. A reactor that counts the calls, or throws at the second, has each of them keep a record of what all others did.",
    prior: "asyncio threw a RuntimeError at the second call until it was made harmless in 3.7: python/cpython#73931 (https://github.com/python/cpython/issues/73931). uvloop followed: MagicStack/uvloop#117 (https://github.com/MagicStack/uvloop/issues/117).",
    chapter: "07-flow-control.md", anchor: "flow.read.idempotent", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.back-pressure", aliases: [], level: "must", profile: "tcp",
    text: "While reading is paused, a reactor MUST NOT take in more of what the peer sends than a bounded amount, so that a peer that goes on sending comes to a halt.",
    intent: "This is what a pause is for. A reactor that goes on reading, into a list of its own, keeps flow.read.pause to the letter, and fills the memory all the same.",
    prior: "Bun's reader of a paused connection emptied the platform's buffers, and its peer sent 256 MB to nobody: oven-sh/bun#35108 (https://github.com/oven-sh/bun/pull/35108). Node reads one buffer ahead, and then stops: nodejs/node-v0.x-archive#5923 (https://github.com/nodejs/node-v0.x-archive/issues/5923).",
    chapter: "07-flow-control.md", anchor: "flow.read.back-pressure", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.end", aliases: [], level: "must", profile: "tcp",
    text: "That the peer ends its sending while reading is paused MUST have no effect before `resumeReading`, and then, behind every byte that the peer sent, the effect that it otherwise has.",
    intent: "The end is the last thing that the peer sends, and has its place behind the rest. A connection that closes because of it while bytes are held back loses them.",
    prior: "Node emitted `close` before a paused reader had seen the end: nodejs/node#19166 (https://github.com/nodejs/node/issues/19166).",
    chapter: "07-flow-control.md", anchor: "flow.read.end", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.reset", aliases: [], level: "must", profile: "tcp",
    text: "A connection that its peer has reset while reading is paused MUST be lost, with the reason `lost`, once reading is resumed or something is written, unless it was lost before.",
    intent: "A platform tells of a reset when it is asked to read or to write. A reactor that asks for neither cannot know; one that asks, and is told, has to pass it on: never as an orderly end, and not \"later\", which does not come.",
    prior: "Bun told of an end, where a reset came behind unread data: oven-sh/bun#39600 (https://github.com/oven-sh/bun/pull/39600). It tells of a reset at once, while reading is paused; Node does so when reading is resumed: oven-sh/bun#39830 (https://github.com/oven-sh/bun/pull/39830).",
    chapter: "07-flow-control.md", anchor: "flow.read.reset", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.writes", aliases: [], level: "must", profile: "tcp",
    text: "What is written while reading is paused MUST be sent as it otherwise is.",
    intent: "The two directions have nothing to do with each other. A proxy that pauses the one side because the other is slow still has to pass on what comes back.",
    prior: null,
    chapter: "07-flow-control.md", anchor: "flow.read.writes", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.lose", aliases: [], level: "must", profile: "tcp",
    text: "`loseConnection` MUST close a connection whose reading is paused as it closes any other, and so deliver to the peer every byte that was accepted before, though the peer goes on sending.",
    intent: "The code that closes, on a time-out, for example, does not know that another part has paused. The input that is held back is dropped, as all input is after `loseConnection`; if it stays unread, the platform answers it by a reset.",
    prior: null,
    chapter: "07-flow-control.md", anchor: "flow.read.lose", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.read.abort", aliases: [], level: "must", profile: "tcp",
    text: "`abortConnection` MUST end a connection whose reading is paused.",
    intent: "A program that has stopped reading from a hostile peer still has to get rid of it.",
    prior: null,
    chapter: "07-flow-control.md", anchor: "flow.read.abort", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "flow.over", aliases: [], level: "must", profile: "tcp",
    text: "On a connection that was closed by `loseConnection` or `abortConnection`, or is over, `pauseReading` and `resumeReading` MUST have no effect and throw nothing.",
    intent: "Whoever pauses a connection resumes it in time, from another callback, and cannot know whether it is there still.",
    prior: "uvloop threw a RuntimeError, and applications met it: virtool/virtool#262 (https://github.com/virtool/virtool/issues/262).",
    chapter: "07-flow-control.md", anchor: "flow.over", since: "0.1.0", test: {"kind":"scenario"},
  },
];
