import { createHash } from "node:crypto";
import type { Level } from "../../spec/requirement.js";
import { plainText } from "./inline.js";
import type { RequirementBlock } from "./model.js";

/** What `spec/ids.lock.json` remembers of one requirement. */
export interface LockEntry {
  readonly id: string;
  readonly level: Level;
  /** SHA-256 of the sentence in plain text on one line, in hexadecimal. */
  readonly sha256: string;
  /** The version of the standard that brought the requirement in. */
  readonly since: string;
  /** Former ids of the same rule. */
  readonly aliases: readonly string[];
  /** The version of the standard that took the requirement out. */
  readonly removed?: string;
}

export type Lock = readonly LockEntry[];

/** What the authors ask for, beside the locking of new ids. Each name is an id, or the area that ids begin with. */
export interface LockRequests {
  /** Locks the sentences as they now are. */
  readonly accept: readonly string[];
  /** Takes ids out that the chapters no longer have. */
  readonly remove: readonly string[];
  /** Former id and new id of a rule. */
  readonly rename: readonly (readonly [string, string])[];
}

export function sentenceHash(requirement: RequirementBlock): string {
  return createHash("sha256").update(plainText(requirement.sentence.inline)).digest("hex");
}

/**
 * Returns the lock with new ids locked as of `version`, and with what was asked for done. `published` are the ids of
 * the versions that were published, drafts among them.
 */
export function updateLock(
  lock: Lock, requirements: readonly RequirementBlock[], version: string, requests: LockRequests,
  published: ReadonlySet<string> = new Set(),
): Lock {
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const kept = requests.rename.reduce(rename, lock)
    .flatMap((entry) => byId.has(entry.id) || !names(requests.remove, entry.id) ? entry
      : remove(entry, version, published))
    .map((entry) => {
      const requirement = byId.get(entry.id);
      return requirement !== undefined && names(requests.accept, entry.id)
        ? { ...entry, level: requirement.level, sha256: sentenceHash(requirement) } : entry;
    });
  const locked = new Set(kept.map(({ id }) => id));
  const added = [...byId.values()].filter(({ id }) => !locked.has(id)).map((requirement): LockEntry => ({
    id: requirement.id,
    level: requirement.level,
    sha256: sentenceHash(requirement),
    since: requirement.since ?? version,
    aliases: [],
  }));
  return [...kept, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function names(list: readonly string[], id: string): boolean {
  return list.some((name) => id === name || id.startsWith(`${name}.`));
}

function rename(lock: Lock, [from, to]: readonly [string, string]): Lock {
  return lock.map((entry) => (entry.id === from ? { ...entry, id: to, aliases: [...entry.aliases, from] } : entry));
}

/** An id that was never published is forgotten; a published one is remembered as removed. */
function remove(entry: LockEntry, version: string, published: ReadonlySet<string>): readonly LockEntry[] {
  const known = entry.since !== version || [entry.id, ...entry.aliases].some((id) => published.has(id));
  return known ? [{ ...entry, removed: entry.removed ?? version }] : [];
}

export function parseLock(source: string): Lock {
  return JSON.parse(source) as Lock;
}

export function formatLock(lock: Lock): string {
  return `[${lock.map((entry) => `\n  ${JSON.stringify(entry)}`).join(",")}\n]\n`;
}
