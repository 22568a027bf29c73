// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 14-standard-streams.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "streams.address", aliases: [], level: "must", profile: "streams",
    text: "The `local` and the `remote` address of a connection over the standard streams MUST both be of the kind `standard-streams`.",
    intent: "There is no other name for either end. A server that logs whom it speaks with has something to log.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.address", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.in-use", aliases: [], level: "must", profile: "streams",
    text: "An attempt to connect to the standard streams while a connection over them is open MUST fail with the category `address-in-use`.",
    intent: "Two who read one pipe get an arbitrary half of its bytes each. The second is told at once, and can do without.",
    prior: "Twisted 26.10.0 opens the streams as often as it is asked to. With epoll, the second protocol is registered nowhere, and hears of nothing, not even of the end (`_posixstdio.py` and `epollreactor.py`).",
    chapter: "14-standard-streams.md", anchor: "streams.in-use", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.listen", aliases: [], level: "must", profile: "streams",
    text: "An attempt to listen at the standard streams MUST fail with the category `unsupported`.",
    intent: "Nobody can connect to them. That the address is one that `connect` takes does not make it one to be waited at.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.listen", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.input", aliases: [], level: "must", profile: "streams",
    text: "The bytes of the standard input MUST be delivered to the protocol of a connection over the standard streams, all of them and in order, also those that came before it was opened.",
    intent: "A shell has written its part before the program has begun. What is read ahead, and then dropped, is the first line.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.input", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.output", aliases: [], level: "must", profile: "streams",
    text: "The bytes that are written to a connection over the standard streams MUST get to the standard output, all of them and in the order of the writes.",
    intent: "This is the path on which a program tells its results. A pipe takes a few KiB at once, so that writes in parts are the rule here.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.output", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.pause", aliases: [], level: "must", profile: "streams",
    text: "Between `pauseReading` and `resumeReading`, a connection over the standard streams MUST NOT deliver bytes.",
    intent: "A filter whose output stalls stops reading, and the pipe before it fills: so a pipeline of any length works in little memory.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.pause", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.eof.aware", aliases: [], level: "must", profile: "streams",
    text: "A connection over the standard streams whose protocol handles `eofReceived` MUST go on sending what is written to it after the end of the standard input.",
    intent: "A filter that sorts has nothing to say until its input has ended.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.eof.aware", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.eof.unaware", aliases: [], level: "must", profile: "streams",
    text: "A connection over the standard streams whose protocol does not handle `eofReceived` MUST be flushed and closed, for the reason `done`, at the end of the standard input.",
    intent: "A worker whose supervisor is gone has nothing to live for, and the end of the input is how it learns of it. It is the same rule as over a socket (connection.eof.unaware).",
    prior: "Measured in November 2026 on Twisted 26.10.0: of 8 MiB that were written before the input ended, the reader got what the pipe held, 64 KiB, and saw an end only when the process exited (`_posixstdio.py`).",
    chapter: "14-standard-streams.md", anchor: "streams.eof.unaware", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.end", aliases: [], level: "must", profile: "streams",
    text: "`endWriting` on a connection over the standard streams MUST let the reader see the end of the standard output behind all that was written before, while input is still delivered.",
    intent: "The next program of a pipeline begins its last work when its input ends. It is not to wait until this one exits.",
    prior: "Measured in November 2026 on Node 20.20.2: after `process.stdout.end()`, the reader of a pipe sees the end only when the process exits; that of a socket pair sees it at once. Twisted 26.10.0 closes neither of the two streams, whatever they are.",
    chapter: "14-standard-streams.md", anchor: "streams.end", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.lose.flushes", aliases: [], level: "must", profile: "streams",
    text: "`loseConnection` on a connection over the standard streams MUST write out all that was written before it closes the standard output, however slowly the reader reads.",
    intent: "Output that is cut off at the size of a pipe's buffer is the classic fault of programs that exit when they are done.",
    prior: "A program on Node that calls `process.exit` loses what it has written to a pipe and not flushed: the documentation of Node (https://nodejs.org/api/process.html#processexitcode).",
    chapter: "14-standard-streams.md", anchor: "streams.lose.flushes", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.abort", aliases: [], level: "must", profile: "streams",
    text: "`abortConnection` on a connection over the standard streams MUST let the reader see an end without waiting until the reader has taken what was written.",
    intent: "A pipe has no reset: that the output is a fragment, the reader cannot see. But it does not wait for the rest.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.abort", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.broken-pipe", aliases: [], level: "must", profile: "streams",
    text: "A connection over the standard streams whose reader closes its end while bytes are unsent MUST be lost for the reason `lost`, with a failure of the category `broken-pipe`.",
    intent: "Whoever pipes into `head` wants no more than its first lines. The program is told why its writing came to nothing, and can end in silence.",
    prior: "Twisted 26.10.0 tells it only to protocols that handle half-close, and not why: others hear of nothing until the input ends, too, and then that all went well (`_posixstdio.py`).",
    chapter: "14-standard-streams.md", anchor: "streams.broken-pipe", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "streams.broken-pipe.run", aliases: [], level: "must", profile: "streams",
    text: "That the reader of the standard output closes its end MUST NOT end the run.",
    intent: "Platforms send a signal that ends the process unless it is ignored. A server that logs to a pipe has more to do.",
    prior: null,
    chapter: "14-standard-streams.md", anchor: "streams.broken-pipe.run", since: "0.1.0", test: {"kind":"scenario"},
  },
];
