// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 01-conventions.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "profile.declared", aliases: [], level: "must", profile: "core",
    text: "A reactor MUST list in `profiles` every profile that is claimed for it, `core` among them.",
    intent: "A library asks the reactor that it is handed what it can do, and takes another way or fails with a clear message. If a reactor leaves a profile out, it is refused by programs that it could serve; if nothing can be asked, programs guess from the reactor's name or class.",
    prior: "Twisted decided by the class of an asyncio loop whether it can watch descriptors, and so refused uvloop, which can: twisted/twisted#10106 (https://github.com/twisted/twisted/issues/10106). Others learn from a `NotImplementedError` of `add_reader`, deep in a library, that the loop of Windows cannot: empicano/aiomqtt#4 (https://github.com/empicano/aiomqtt/issues/4), marimo-team/marimo#6482 (https://github.com/marimo-team/marimo/issues/6482).",
    chapter: "01-conventions.md", anchor: "profile.declared", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "profile.constant", aliases: [], level: "must", profile: "core",
    text: "The members of `profiles` MUST be the same whenever the set is read, before, during and after a run.",
    intent: "A program asks once, most often before it calls `run`, and decides by the answer which of its parts to set up. A set that is filled in later, or emptied when the reactor stops, gives two parts of the program different answers.",
    prior: null,
    chapter: "01-conventions.md", anchor: "profile.constant", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "profile.absent", aliases: [], level: "must", profile: "core",
    text: "For an address whose `kind` belongs to none of the reactor's `profiles`, `listen`, `connect` and `openDatagram` MUST each return a promise that is rejected with a `ReactorError` of the category `unsupported`.",
    intent: "Absence is an answer, too. A program that tries an address from its configuration handles the refusal where it handles every other failure to listen or to connect: it is neither left waiting, nor has it to catch a second kind of error.",
    prior: null,
    chapter: "01-conventions.md", anchor: "profile.absent", since: "0.1.0", test: {"kind":"scenario"},
  },
];
