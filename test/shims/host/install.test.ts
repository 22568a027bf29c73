import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import type { ReactorError } from "../../../spec/reactor.js";
import { createReactor } from "../../../reference/simulated/index.js";
import { exempt, isExempt, Registration } from "../../../reference/shims/host/exempt.js";
import type { Group, GroupName } from "../../../reference/shims/host/group.js";
import { HostShim } from "../../../reference/shims/host/install.js";

const target = { act: (): string => "original" };
const { act } = target;

/** A group that replaces `target.act`. */
function fakeGroup(name: GroupName, overrides: Partial<Group> = {}): Group {
  return {
    name,
    coverage: { covered: ["act"], real: [], refused: [] },
    unfit: () => null,
    check: () => null,
    patch: (journal) => {
      journal.method({ target, of: "target", key: "act" }, () => () => name);
      return { live: () => [] };
    },
    ...overrides,
  };
}

describe("the host shim's install", () => {
  it("installs, declares and restores, once", () => {
    const reactor = createReactor();
    const keys = Reflect.ownKeys(globalThis);
    const installed = new HostShim([fakeGroup("names")]).install(reactor);
    assert.equal(target.act(), "names");
    assert.equal(installed.reactor, reactor);
    assert.deepEqual(installed.groups, ["names"]);
    assert.deepEqual(installed.declares, {
      groups: { names: { covered: ["act"], real: [], refused: [] } }, switchPoints: [],
    });
    const report = installed.uninstall();
    assert.deepEqual(report.restored.slice(1), ["target.act"]);
    assert.equal(target.act, act);
    assert.deepEqual(Reflect.ownKeys(globalThis), keys);
    assert.equal(installed.uninstall(), report);
  });

  it("nests for the same reactor, and restores at the last uninstall", () => {
    const reactor = createReactor();
    const shim = new HostShim([fakeGroup("names")]);
    const outer = shim.install(reactor);
    const inner = shim.install(reactor, { groups: ["names"] });
    assert.equal(outer.uninstall().nested, 1);
    assert.equal(outer.uninstall().nested, 1);
    assert.equal(target.act(), "names");
    inner[Symbol.dispose]();
    assert.equal(target.act, act);
  });

  it("refuses another reactor, other options and another copy of itself", () => {
    const shim = new HostShim([fakeGroup("names")]);
    const reactor = createReactor();
    const installed = shim.install(reactor);
    const why = (install: () => unknown): string => {
      try {
        install();
      } catch (error) {
        return (error as ReactorError).message.replace("the host shim is not installed: ", "");
      }
      return "";
    };
    assert.equal(why(() => shim.install(createReactor())), "another reactor is installed; uninstall it first");
    assert.equal(why(() => shim.install(reactor, { seed: 2 })),
      "it is installed with another option seed; uninstall it first");
    assert.equal(why(() => shim.install(reactor, { groups: ["clock"] })),
      "it is installed without the group clock; uninstall it first");
    assert.equal(why(() => new HostShim([]).install(reactor)), "another copy of the shim is installed in this realm");
    assert.equal(installed.uninstall().nested, 0);
    assert.equal(target.act, act);
  });

  it("leaves out what the reactor cannot carry, and refuses it where it is asked for", () => {
    const shim = new HostShim([fakeGroup("names"), fakeGroup("clock", { unfit: () => "it has no world" })]);
    const installed = shim.install(createReactor());
    assert.deepEqual(installed.groups, ["names"]);
    installed.uninstall();
    assert.throws(() => shim.install(createReactor(), { groups: ["clock"] }),
      { message: "the host shim is not installed: the group clock cannot be carried: it has no world" });
    assert.throws(() => shim.install(createReactor(), { groups: ["sound" as GroupName] }),
      { message: "the host shim is not installed: there is no group sound" });
  });

  it("patches nothing where a check or a patch fails, and says which", () => {
    const keys = Reflect.ownKeys(globalThis);
    const unlike = new HostShim([fakeGroup("names"), fakeGroup("clock", { check: () => "Date is gone" })]);
    assert.throws(() => unlike.install(createReactor()),
      { message: "the host shim is not installed: the group clock does not fit this host: Date is gone" });
    let undone = 0;
    const half = new HostShim([
      fakeGroup("names", {
        patch: (journal) => {
          journal.method({ target, of: "target", key: "act" }, () => () => "names");
          return { live: () => [], undone: () => void (undone += 1) };
        },
      }),
      fakeGroup("clock", {
        patch: (journal) => {
          journal.value({ target: Object.freeze({}), of: "frozen", key: "now" }, 1);
          return { live: () => [] };
        },
      }),
    ]);
    assert.throws(() => half.install(createReactor()), {
      message: "the host shim is not installed: the group clock could not be patched: frozen.now cannot be replaced",
    });
    assert.equal(target.act, act);
    assert.equal(undone, 1);
    assert.deepEqual(Reflect.ownKeys(globalThis), keys);
  });

  it("is transparent to the reactor's own code, and to all that follows from it", async () => {
    const installed = new HostShim([fakeGroup("names")]).install(createReactor());
    assert.equal(await exempt(async () => {
      await null;
      return target.act();
    }), "original");
    assert.equal(target.act(), "names");
    installed.uninstall();
  });
});

describe("the async context of callbacks", () => {
  it("is that of their registration, outside of the exemption", () => {
    const storage = new AsyncLocalStorage<string>();
    const registration = storage.run("here", () => new Registration("TEST"));
    const seen: unknown[] = [];
    storage.run("there", () => exempt(() => {
      registration.call((value: string) => seen.push(value, storage.getStore(), isExempt()), null, "value");
      seen.push(isExempt());
    }));
    assert.deepEqual(seen, ["value", "here", false, true]);
  });

  it("is not exempt where the registration is made by the reactor's own code", () => {
    const registration = exempt(() => new Registration("TEST"));
    assert.equal(registration.run(() => isExempt()), false);
  });
});
