// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 17-embedding.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "embedding.call-later", aliases: [], level: "must", profile: "core",
    text: "During a run, a timed call that outside code schedules MUST be called as one that a callback schedules, though nothing else happens in the reactor.",
    intent: "A button that is pressed, a message from another part of the program, a promise of another library: they come from the host, and the reactor is most often asleep then, until the first deadline that it knew of.",
    prior: "A loop around libuv that sleeps for as long as libuv said does not learn of a timer that is started meanwhile: in Electron `setTimeout` was dead until something else happened (libuv/libuv#1565 (https://github.com/libuv/libuv/issues/1565)).",
    chapter: "17-embedding.md", anchor: "embedding.call-later", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "embedding.rearm", aliases: [], level: "must", profile: "core",
    text: "During a run, a timed call that outside code moves to an earlier time MUST be called at its new deadline, though nothing else happens in the reactor.",
    intent: "The host sleeps until the old deadline. To move a call is to change how long it sleeps.",
    prior: "On Twisted's asyncio reactor a call that was reset came at its former deadline (twisted/twisted#9780 (https://github.com/twisted/twisted/issues/9780)).",
    chapter: "17-embedding.md", anchor: "embedding.rearm", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "embedding.endpoints", aliases: [], level: "must", profile: "tcp",
    text: "During a run, an attempt to listen or to connect that outside code makes MUST be carried out as one that a callback makes, though nothing else happens in the reactor.",
    intent: "A descriptor that is added while the platform is being waited for has to be waited for as well, or it is noticed when the next timer ends the wait: a connection that takes as long as the next timeout.",
    prior: "The same is told of descriptors that are added while a host polls for libuv: libuv/libuv#1565 (https://github.com/libuv/libuv/issues/1565).",
    chapter: "17-embedding.md", anchor: "embedding.endpoints", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "embedding.host.served", aliases: [], level: "must", profile: "core",
    text: "However much a reactor has to do during a run, other code of the program that waits in the host loop, or in another thread, MUST get its turns.",
    intent: "The window is drawn, the other library's sockets are read, by the same loop. A reactor that works until nothing is left to do has no end where each call makes another.",
    prior: null,
    chapter: "17-embedding.md", anchor: "embedding.host.served", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "embedding.run.returns", aliases: [], level: "must", profile: "core", binding: "typescript",
    text: "`run` MUST return its promise before it enters the first callback of the run.",
    intent: "Whoever calls `run` inside a loop that runs already has a next line, which stores the promise or starts the next reactor. It cannot be the callbacks that run first, and not the whole run.",
    prior: "PEP 3156 leaves to each embedding what `run` does in a loop that runs already: PEP 3156 (https://peps.python.org/pep-3156/).",
    chapter: "17-embedding.md", anchor: "embedding.run.returns", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "embedding.throw.contained", aliases: [], level: "must", profile: "core",
    text: "What a callback throws, the error hook included, MUST NOT be thrown into the host loop.",
    intent: "The host ends the program for an error that nobody catches, or drops the rest of its turn. It did not call the callback, and cannot know what its failure means.",
    prior: "Revolt's loop throws the error of a callback out of its `run`, into whoever has called it. In Node it ends the process unless somebody listens for it.",
    chapter: "17-embedding.md", anchor: "embedding.throw.contained", since: "0.1.0", test: {"kind":"scenario"},
  },
];
