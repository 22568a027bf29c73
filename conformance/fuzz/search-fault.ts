import type { SubjectModule } from "../agents/js/subject.js";
import { InProcessLink } from "../driver/in-process-link.js";
import { faultySubject } from "../driver/made-subject.js";
import type { Fault } from "../faulty/fault.js";
import { nameOf } from "../faulty/fault-names.js";
import { faults } from "../faulty/index.js";
import { universalRules } from "../oracle/universal-rules.js";
import type { FastCheck } from "./arbitrary.js";
import { fuzz } from "./fuzz.js";
import { LinkPlayer, type Player } from "./player.js";

const universal = new Set(universalRules.flatMap(({ requirements }) => requirements));

/** The faulty reactors that break a requirement of the rules that hold of every trace. */
export const universalFaults: readonly Fault[] = faults.filter(({ breaks }) => universal.has(breaks));

/** Those of them that no random program can catch, by name, and why. */
export const outOfReach: ReadonlyMap<string, string> = new Map([
  ["error.category.of-code#1", "no random program runs in a process that has no descriptor left"],
  ["error.category.of-code#3", "no random program asks for what the host does not permit: that differs from host to host"],
  ["lifecycle.stop.timed-calls#1", "a random program has one run"],
  ["lifecycle.stop.timed-calls#2", "a random program has one run"],
]);

/** A player of a JavaScript subject in this process. */
export function playerOf(module: SubjectModule, without: readonly string[] = []): Promise<Player> {
  return LinkPlayer.open(async () => {
    const link = new InProcessLink(module, "in process");
    const reactor = await module.createReactor();
    const profiles = [...reactor.profiles].filter((each) => !without.includes(each));
    const hello = { protocol: 1, name: "in process", version: "", language: "javascript", runtime: "", profiles };
    return { link, hello: { ...hello, ...(module.simulate === undefined ? {} : { network: "own" as const }) } };
  }, null, new Set(), 1);
}

/**
 * How many random programs it takes to catch a faulty reactor, made of `base`, by the requirement that it breaks; null
 * if it takes more than `runs`.
 */
export async function searchFault(
  fc: FastCheck, base: SubjectModule, fault: Fault, { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<number | null> {
  const player = await playerOf(await faultySubject(base, fault), fault.without);
  try {
    const { runs: played, found } = await fuzz(fc, player, {
      runs, seed, path: null, shrinks: false, counts: ({ requirement }) => requirement === fault.breaks,
      onProgress: () => undefined,
    });
    return found === null ? null : played;
  } finally {
    await player.close();
  }
}

/** The names of the faulty reactors that random programs are to catch. */
export function searchedFaults(): readonly (readonly [name: string, fault: Fault])[] {
  return universalFaults.map((fault) => [nameOf(fault), fault] as const).filter(([name]) => !outOfReach.has(name));
}
