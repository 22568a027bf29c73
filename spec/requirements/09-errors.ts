// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 09-errors.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "error.category", aliases: [], level: "must", profile: "tcp",
    text: "The `category` of a failure MUST be one of those that `ErrorCategory` lists.",
    intent: "A program that branches on the category has a case for each, and one for the rest. A category that is missing, or one of the reactor's own, falls through all of them.",
    prior: "The Sockets API (https://github.com/WinterTC55/proposal-sockets-api) that runtimes of JavaScript have in common has one `SocketError` for everything: programs tell failures apart by the text of the message.",
    chapter: "09-errors.md", anchor: "error.category", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.category.of-code", aliases: [], level: "must", profile: "tcp",
    text: "The `category` of a platform failure of an attempt whose code is in the table MUST be the one that the table gives for the code.",
    intent: "The same mishap leads to the same branch, on every platform and every reactor. What is in doubt is settled here, once, and not in each program.",
    prior: "Bun gave every failure to listen the code `EADDRINUSE`, also where access was denied: oven-sh/bun#30363 (https://github.com/oven-sh/bun/issues/30363).",
    chapter: "09-errors.md", anchor: "error.category.of-code", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.unknown", aliases: [], level: "must", profile: "tcp",
    text: "The `category` of a platform failure whose code is not in the table MUST be `other`.",
    intent: "A guess is worse than no answer: a program retries for ever what it takes for a refusal. The code and the number still say what happened.",
    prior: null,
    chapter: "09-errors.md", anchor: "error.unknown", since: "0.1.0", test: {"kind":"none","reason":"No portable way leads to a code that the table lacks."},
  },
  {
    id: "error.reset", aliases: [], level: "must", profile: "tcp",
    text: "The failure of a connection that its peer has reset MUST have the category `reset`, whatever its code is.",
    intent: "Whether the platform says `ECONNRESET` or `EPIPE` depends on what it had received before the reset: on timing, that is. For the program, the peer has cut the connection, and that is all.",
    prior: "asyncio (CPython 3.11.7) reports a `ConnectionResetError`, but a `BrokenPipeError` if the peer had ended its sending before the reset (measured in November 2026).",
    chapter: "09-errors.md", anchor: "error.reset", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.code", aliases: [], level: "must", profile: "tcp",
    text: "The `code` of a platform failure MUST be the symbolic name that POSIX has for it, such as `ECONNREFUSED`.",
    intent: "This is the word that people search for, and that the manual pages explain. It is the same on every platform, where the numbers are not.",
    prior: "Twisted 26.4.0 drops the code of a reset: its `ConnectionLost` has none (measured in November 2026).",
    chapter: "09-errors.md", anchor: "error.code", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.errno", aliases: [], level: "must", profile: "tcp",
    text: "The `errno` of a failure MUST be `null` or the positive number that the platform has for the code.",
    intent: "The number is for those who compare it with the platform's headers, its traces, or another program's log. A number that only this reactor knows agrees with none of them. Where the platform keeps its number to itself, `null` says so.",
    prior: "Node 20.20.2 reports -111 for a refused connection on Linux, whose number is 111 (measured in November 2026); on Windows the numbers are those of libuv. Bun reported 0 for a failure to listen: oven-sh/bun#30363 (https://github.com/oven-sh/bun/issues/30363).",
    chapter: "09-errors.md", anchor: "error.errno", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.own.no-code", aliases: [], level: "must", profile: "tcp",
    text: "The `code` and the `errno` of an own failure MUST be `null`.",
    intent: "`ETIMEDOUT` says that the platform gave up, after a time that the administrator can change. A reactor that borrows the word for the program's own timeout sends people to look there.",
    prior: null,
    chapter: "09-errors.md", anchor: "error.own.no-code", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.syscall", aliases: [], level: "should", profile: "tcp",
    text: "The `syscall` of a platform failure to connect SHOULD be `connect`.",
    intent: "A program that does ten things at once needs to know which of them failed; and the line in the log agrees with that in a trace of the platform.",
    prior: null,
    chapter: "09-errors.md", anchor: "error.syscall", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.address", aliases: [], level: "must", profile: "tcp",
    text: "The `address` of the failure of an attempt MUST be the address that was asked for.",
    intent: "\"Connection refused\" alone is of no use in the log of a program that talks to twenty servers.",
    prior: "Bun's message for a refused connection was `ECONNREFUSED`, and nothing else: oven-sh/bun#32170 (https://github.com/oven-sh/bun/issues/32170).",
    chapter: "09-errors.md", anchor: "error.address", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.message", aliases: [], level: "should", profile: "tcp",
    text: "The message of a failure that has a code SHOULD contain the code.",
    intent: "Most failures end as one line of text, in a log or on a terminal, and their fields are gone by then.",
    prior: null,
    chapter: "09-errors.md", anchor: "error.message", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.instance", aliases: [], level: "must", profile: "tcp", binding: "typescript",
    text: "A failure MUST be an instance of `Error`.",
    intent: "Debuggers, loggers and test runners show a stack for errors, and `[object Object]` for other things.",
    prior: null,
    chapter: "09-errors.md", anchor: "error.instance", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.asynchronous", aliases: [], level: "must", profile: "tcp",
    text: "What the environment refuses to an attempt MUST be reported by its promise, not thrown by the call.",
    intent: "Whether the platform answers at once or later is an accident. A program is to write one handler, where it waits for the outcome.",
    prior: "Twisted's `listenTCP` throws when the address is in use; Node emits an event later.",
    chapter: "09-errors.md", anchor: "error.asynchronous", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.given-up", aliases: [], level: "must", profile: "tcp",
    text: "What the program itself gives up MUST NOT be reported to the error hook: the bytes that `abortConnection` discards, an attempt that is cancelled, and what `close` and `stop` cut.",
    intent: "Platforms end an operation that is given up with an error of its own kind, such as `ECANCELED`. It says only that the program did what it did. In a log of errors it is the line that everybody learns to skip, and then skips the next one with it.",
    prior: "Bun reported `ERR_SOCKET_CLOSED`, an error of its own making, in place of what had happened: oven-sh/bun#43381 (https://github.com/oven-sh/bun/issues/43381).",
    chapter: "09-errors.md", anchor: "error.given-up", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "error.argument", aliases: [], level: "must", profile: "tcp", binding: "typescript",
    text: "What `listen` and `connect` throw for an argument MUST be a `TypeError` if its type is wrong, and a `RangeError` if it is a number that is out of range.",
    intent: "These are mistakes of the program, and the classes that JavaScript has for them. No program catches them to try again, as it does with a failure.",
    prior: null,
    chapter: "09-errors.md", anchor: "error.argument", since: "0.1.0", test: {"kind":"scenario"},
  },
];
