import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { execFile } from "node:child_process";
import dns, { lookup, V4MAPPED } from "node:dns";
import { lookup as lookupPromise } from "node:dns/promises";
import { promisify } from "node:util";
import type { Resolver } from "../../spec/reactor.js";
import { createReactor as createNodeReactor } from "../../reference/node/index.js";
import { install, type Installed } from "../../reference/shims/host/index.js";
import { createReactor, simulate } from "../../reference/simulated/index.js";

const hosts: Readonly<Record<string, readonly string[]>> = {
  "both.test": ["192.0.2.1", "2001:db8::1", "192.0.2.2"],
  "old.test": ["192.0.2.3"],
  "new.test": ["2001:db8::2"],
};

const resolver: Resolver = {
  resolve(host) {
    const answer = hosts[host];
    if (answer !== undefined) return Promise.resolve(answer);
    return Promise.reject(Object.assign(new Error(), { code: host === "later.test" ? "EAI_AGAIN" : "ENOTFOUND" }));
  },
};

const grounds: Readonly<Record<string, () => Installed>> = {
  node() {
    const reactor = createNodeReactor();
    reactor.setResolver(resolver);
    return install(reactor, { groups: ["names"] });
  },
  simulated() {
    const reactor = createReactor();
    const world = simulate(reactor);
    reactor.setResolver(resolver);
    return install(reactor, { groups: ["names", "streams", "timers", "clock"], world });
  },
};

/** What a lookup with a callback came to: the arguments of the callback. */
function answerOf(name: string, ...options: readonly unknown[]): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    Reflect.apply(lookup, undefined, [name, ...options, (...answer: unknown[]) => resolve(answer)]);
  });
}

for (const [name, begin] of Object.entries(grounds)) {
  describe(`names of the host on a reactor (${name})`, () => {
    let shim: Installed;
    beforeEach(() => void (shim = begin()));
    afterEach(() => void shim.uninstall());

    it("answers with what the reactor's resolver says, of the family and in the order that are wanted", async () => {
      assert.deepEqual(await answerOf("both.test"), [null, "192.0.2.1", 4]);
      assert.deepEqual(await answerOf("both.test", 6), [null, "2001:db8::1", 6]);
      assert.deepEqual(await answerOf("both.test", { family: "IPv6" }), [null, "2001:db8::1", 6]);
      const [, all] = await answerOf("both.test", { all: true, verbatim: true });
      assert.deepEqual(all, [
        { address: "192.0.2.1", family: 4 }, { address: "2001:db8::1", family: 6 }, { address: "192.0.2.2", family: 4 },
      ]);
      const order = async (options: object): Promise<readonly string[]> => {
        const found = await lookupPromise("both.test", { all: true, ...options });
        return found.map(({ address }) => address);
      };
      assert.deepEqual(await order({ verbatim: false }), ["192.0.2.1", "192.0.2.2", "2001:db8::1"]);
      assert.deepEqual(await order({ order: "ipv6first" }), ["2001:db8::1", "192.0.2.1", "192.0.2.2"]);
      assert.deepEqual(await answerOf("old.test", { family: 6, hints: V4MAPPED }), [null, "::ffff:192.0.2.3", 6]);
    });

    it("is what the module exports in all its ways, and what it is promisified to", async () => {
      const expected = { address: "192.0.2.3", family: 4 };
      assert.deepEqual(await lookupPromise("old.test"), expected);
      assert.deepEqual(await dns.promises.lookup("old.test", 4), expected);
      assert.deepEqual(await promisify(lookup)("old.test"), expected);
      assert.equal(dns.lookup, lookup);
      assert.deepEqual([lookup.name, lookup.length], ["lookup", 3]);
    });

    it("fails with the host's errors", async () => {
      const [error] = await answerOf("nowhere.test") as [NodeJS.ErrnoException & { readonly hostname?: string }];
      assert.ok(error instanceof Error);
      assert.deepEqual([error.code, error.errno, error.syscall, error.hostname, error.message],
        ["ENOTFOUND", -3008, "getaddrinfo", "nowhere.test", "getaddrinfo ENOTFOUND nowhere.test"]);
      await assert.rejects(lookupPromise("later.test"), { code: "EAI_AGAIN", errno: -3001, hostname: "later.test" });
      await assert.rejects(lookupPromise("new.test", 4), { code: "ENOTFOUND" });
      await assert.rejects(lookupPromise("no name at all"), { code: "ENOTFOUND" });
    });

    it("leaves to the host what needs no resolver, and refuses what it refuses", async () => {
      assert.deepEqual(await answerOf("192.0.2.9"), [null, "192.0.2.9", 4]);
      assert.deepEqual(await lookupPromise("::1", { all: true }), [{ address: "::1", family: 6 }]);
      const wrong: readonly (readonly unknown[])[] = [
        [1, () => {}], ["old.test"], ["old.test", { family: 5 }, () => {}], ["old.test", { hints: 1 }, () => {}],
        ["old.test", { all: 1 }, () => {}], ["old.test", "options", () => {}],
      ];
      for (const args of wrong) {
        assert.throws(() => Reflect.apply(lookup, undefined, [...args]), { code: /^ERR_INVALID_ARG/ });
      }
      assert.throws(() => void dns.promises.lookup("old.test", 5), { code: "ERR_INVALID_ARG_VALUE" });
    });

    it("answers in the async context of the call, and never within it", async () => {
      const storage = new AsyncLocalStorage<string>();
      let returned = false;
      const seen = new Promise((resolve) => storage.run("of the call", () =>
        lookup("old.test", () => resolve([storage.getStore(), returned]))));
      returned = true;
      assert.deepEqual(await seen, ["of the call", true]);
    });

    it("tells of a lookup that is under way", () => {
      const answer = answerOf("old.test");
      assert.deepEqual(shim.uninstall().live, ["lookup of old.test"]);
      return answer;
    });
  });
}

describe("name servers of the host beside a reactor", () => {
  it("are not asked in virtual time", async () => {
    const query = promisify(dns.resolve4);
    const resolver = new dns.Resolver();
    const shim = grounds["simulated"]?.();
    try {
      const refused = { code: "ENOTIMP", hostname: "old.test" };
      await assert.rejects(query("old.test"), { ...refused, syscall: "queryA", message: "queryA ENOTIMP old.test" });
      await assert.rejects(promisify(dns.resolve)("old.test"), refused);
      await assert.rejects(dns.promises.resolveMx("old.test"), { ...refused, syscall: "queryMx" });
      await assert.rejects(promisify(resolver.resolveTxt.bind(resolver))("old.test"), refused);
      await assert.rejects(dns.promises.reverse("192.0.2.1"), { code: "ENOTIMP", syscall: "getHostByAddr" });
      await assert.rejects(dns.promises.lookupService("192.0.2.1", 80), { code: "ENOTIMP", syscall: "getnameinfo" });
      await assert.rejects(promisify(dns.lookupService)("192.0.2.1", 80), { code: "ENOTIMP" });
      assert.throws(() => dns.lookupService("no address", 80, () => {}), { code: "ERR_INVALID_ARG_VALUE" });
    } finally {
      shim?.uninstall();
    }
    assert.match(String(shim?.declares.groups.names?.refused), /dns\.resolve/);
  });
});

describe("a program whose first deed is a lookup", () => {
  it("is answered, by a reactor whose run is about to begin", async () => {
    const program = "require('node:dns').lookup('localhost', 4, (...answer) => console.log(JSON.stringify(answer)));"
      + "clearImmediate({});";
    const preload = import.meta.resolve("reactor-standard/shims/preload");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", preload, "--eval", program]);
    assert.equal(stdout, '[null,"127.0.0.1",4]\n');
  });
});
