import assert from "node:assert/strict";
import { requirementsOf } from "../../tools/spec/generated.js";
import { lockedIds } from "../../tools/spec/lints/locked-ids.js";
import { formatLock, parseLock, updateLock, type Lock, type LockRequests } from "../../tools/spec/lock.js";
import { allRequirements } from "../../tools/spec/spec.js";
import { nothingAsked, places, rule, specOf } from "./chapters.js";

describe("the lock of ids", () => {
  const { lock } = specOf([rule("a.b", "It MUST.")]);
  const found = (source: string, against: Lock = lock) => places(lockedIds(specOf([source], against)));
  const update = (source: string, requests: Partial<LockRequests>, version = "0.1.0", against: Lock = lock) =>
    updateLock(against, allRequirements(specOf([source])), version, { ...nothingAsked, ...requests });

  it("accepts the sentences that it locked, however they are wrapped or linked", () => {
    assert.deepEqual(found(rule("a.b", "It\nMUST.")), []);
    assert.deepEqual(found(rule("a.b", "[It] MUST.")), []);
  });

  it("finds an id that is not locked, until it is", () => {
    const source = `${rule("a.b", "It MUST.")}\n${rule("a.c", "It MUST.")}`;
    assert.deepEqual(found(source), ["01.md:7 lock-missing"]);
    const updated = update(source, {}, "0.2.0");
    assert.deepEqual(found(source, updated), []);
    assert.deepEqual(updated.map(({ id, since }) => [id, since]), [["a.b", "0.1.0"], ["a.c", "0.2.0"]]);
  });

  it("finds a changed sentence and a changed level, until they are accepted", () => {
    const changed = rule("a.b", "It MUST NOT.");
    assert.deepEqual(found(changed), ["01.md:1 lock-changed"]);
    assert.deepEqual(found(changed, update(changed, {})), ["01.md:1 lock-changed"]);
    assert.deepEqual(found(changed, update(changed, { accept: ["a.b"] })), []);
    const weaker = rule("a.b", "It SHOULD.", "level=should profile=core");
    assert.deepEqual(found(weaker), ["01.md:1 lock-level"]);
    assert.deepEqual(found(weaker, update(weaker, { accept: ["a"] })), []);
  });

  it("finds an id that vanished, until it is removed", () => {
    assert.deepEqual(found(""), ["ids.lock.json:2 lock-vanished"]);
    assert.deepEqual(update("", { remove: ["a.b"] }), []);
    const later = update("", { remove: ["a"] }, "0.2.0");
    assert.deepEqual(later.map(({ id, removed }) => [id, removed]), [["a.b", "0.2.0"]]);
    assert.deepEqual(found("", later), []);
    assert.deepEqual(found(rule("a.b", "It MUST."), later), ["01.md:1 lock-removed"]);
  });

  it("keeps the former name of a renamed rule from being used again", () => {
    const renamed = update(rule("a.new", "It MUST."), { rename: [["a.b", "a.new"]] });
    assert.deepEqual(renamed.map(({ id, aliases }) => [id, aliases]), [["a.new", ["a.b"]]]);
    assert.deepEqual(found(rule("a.new", "It MUST."), renamed), []);
    const both = `${rule("a.new", "It MUST.")}\n${rule("a.b", "It MUST.")}`;
    assert.ok(found(both, update(both, {}, "0.1.0", renamed)).includes("ids.lock.json:3 lock-alias"));
  });

  it("forgets no id that was published", () => {
    const published = new Set(["a.b"]);
    const removed = updateLock(lock, [], "0.1.0", { ...nothingAsked, remove: ["a.b"] }, published);
    assert.deepEqual(removed.map(({ id, removed: when }) => [id, when]), [["a.b", "0.1.0"]]);
    const requirements = requirementsOf(specOf([rule("a.b", "It MUST.")]));
    const snapshot = { version: "0.1.0-draft.1", date: "2026-11-22", requirements };
    const withSnapshot = (against: Lock) => places(lockedIds({ ...specOf([""], against), published: [snapshot] }));
    assert.deepEqual(withSnapshot(removed), []);
    assert.deepEqual(withSnapshot([]), ["ids.lock.json:1 lock-forgotten"]);
  });

  it("is written with one entry a line, and read again", () => {
    assert.deepEqual(parseLock(formatLock(lock)), lock);
    assert.equal(formatLock(lock).split("\n").length, lock.length + 3);
    assert.deepEqual(parseLock(formatLock([])), []);
  });
});
