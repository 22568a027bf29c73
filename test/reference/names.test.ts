import assert from "node:assert/strict";
import { authority, elsewhere } from "../../conformance/certificates.js";
import { isNumericHost } from "../../reference/core/numeric-host.js";
import { asciiName } from "../../reference/names/ascii-name.js";
import { createReactor as createNodeReactor } from "../../reference/node/index.js";
import { createReactor, simulate } from "../../reference/simulated/index.js";
import type { Reactor, ReactorError, Resolver, Transport } from "../../spec/reactor.js";

/** Runs `body` on a reactor that is stopped behind it. */
async function running(reactor: Reactor, body: (reactor: Reactor) => Promise<void>): Promise<void> {
  const run = reactor.run();
  try {
    await body(reactor);
  } finally {
    reactor.stop();
    await run;
  }
}

describe("a numeric host", () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ["127.0.0.1", true], ["0.0.0.0", true], ["255.255.255.255", true], ["::", true], ["::1", true],
    ["fe80::1%eth0", true], ["::ffff:1.2.3.4", true], ["2001:DB8::7", true],
    ["", false], ["127.1", false], ["127.0.0.1.", false], ["127.0.0.256", false], ["127.0.0.01", false],
    ["1.2.3.4.5", false], [":::", false], ["::1%", false], ["::1% x", false], ["[::1]", false], ["::1]", false],
    ["localhost", false], ["127.0.0.1%eth0", false], ["12345::", false], ["::1\u0000", false],
  ];
  for (const [host, numeric] of cases) {
    it(`${JSON.stringify(host)} is ${numeric ? "one" : "none"}`, () => assert.equal(isNumericHost(host), numeric));
  }
});

describe("the name that a resolver is asked for", () => {
  const long = `${"a".repeat(63)}.`.repeat(3);
  const cases: readonly (readonly [string, string | null])[] = [
    ["localhost", "localhost"], ["example.test.", "example.test."], ["_sip._tcp.test", "_sip._tcp.test"],
    ["b\u00fccher.test", "xn--bcher-kva.test"], ["\u4f8b\u3048.\u30c6\u30b9\u30c8", "xn--r8jz45g.xn--zckzah"],
    [`${long}${"a".repeat(61)}`, `${long}${"a".repeat(61)}`], [`${long}${"a".repeat(62)}`, null],
    ["", null], [".", null], ["a..b", null], ["a b", null], ["a\u0000b", null], ["\u00fc/b", null], ["\u00fc:80", null],
    ["u@\u00fc", null], ["\uff11\uff12\uff17.\uff10.\uff10.\uff11", null], ["\u00fc..b", null],
  ];
  for (const [name, ascii] of cases) {
    it(`of ${JSON.stringify(name)} is ${JSON.stringify(ascii)}`, () => assert.equal(asciiName(name), ascii));
  }
});

describe("a reactor's names", () => {
  it("are those of the simulated world", () => running(createReactor(), async (reactor) => {
    const { names } = simulate(reactor);
    names.set("printer.test", ["127.0.0.9", "::1"]);
    assert.deepEqual(await reactor.resolve("printer.test"), ["127.0.0.9", "::1"]);
    names.set("printer.test", []);
    await assert.rejects(reactor.resolve("printer.test"), {
      category: "name-not-found", code: "ENOTFOUND", errno: null, address: null,
    });
  }));

  it("are the platform's on Node, and asked for once however many wait", () =>
    running(createNodeReactor(), async (reactor) => {
      const answers = await Promise.all([reactor.resolve("localhost"), reactor.resolve("localhost")]);
      assert.deepEqual(answers[0], answers[1]);
      assert.ok(answers[0]?.some((host) => isNumericHost(host)));
      const platform = reactor.setResolver(null);
      const signal = new AbortController().signal;
      const [one, other] = [platform.resolve("localhost", { signal }), platform.resolve("localhost", { signal })];
      assert.equal(one, other);
      await one;
    }));

  it("say of the platform's failure what it said, but for its number", () =>
    running(createNodeReactor(), async (reactor) => {
      // Without a network the platform may say that it cannot tell.
      await assert.rejects(reactor.connect({ kind: "tcp", host: "nonesuch.invalid", port: 1 }, () => null),
        (error: ReactorError) => {
          assert.match(error.category, /^name-(not-found|unavailable)$/);
          assert.match(String(error.code), /^E/);
          assert.equal(error.errno, null);
          assert.ok(error.message.includes(String(error.code)));
          assert.deepEqual(error.address, { kind: "tcp", host: "nonesuch.invalid", port: 1 });
          return true;
        });
    }));

  it("are looked up in a run alone, and those that wait for one are kept", async () => {
    const reactor = createReactor();
    const outcome = reactor.resolve("localhost");
    const cancelled = reactor.resolve("localhost", { signal: AbortSignal.abort() });
    await assert.rejects(cancelled, { category: "cancelled" });
    await running(reactor, async () => assert.deepEqual(await outcome, ["127.0.0.1", "::1"]));
  });

  it("keep the cause of a failure", () => running(createReactor(), async (reactor) => {
    const cause = new Error("no idea");
    reactor.setResolver({ resolve: () => Promise.reject(cause) });
    await assert.rejects(reactor.resolve("alpha.test"), (error: Error) => error.cause === cause);
    reactor.setResolver({ resolve: () => { throw cause; } });
    await assert.rejects(reactor.resolve("alpha.test"), (error: Error) => error.cause === cause);
  }));

  it("believe the first of two answers", () => running(createReactor(), async (reactor) => {
    const twice = {
      then(fulfilled: (hosts: readonly string[]) => void, rejected: (error: unknown) => void): void {
        fulfilled(["127.0.0.3"]);
        fulfilled(["127.0.0.4"]);
        rejected(new Error("late"));
      },
    };
    reactor.setResolver({ resolve: () => twice } as unknown as Resolver);
    assert.deepEqual(await reactor.resolve("alpha.test"), ["127.0.0.3"]);
  }));

  it("are no reason to take a signal that is none", () => {
    const reactor = createReactor();
    const options = { signal: {} } as unknown as { readonly signal: AbortSignal };
    assert.throws(() => reactor.resolve("localhost", options), TypeError);
  });

  for (const [host, make] of [["simulated", createReactor], ["Node", createNodeReactor]] as const) {
    it(`are what a certificate is for, and not their addresses: ${host}`, () => running(make(), async (reactor) => {
      const tls = { certificate: elsewhere.certificate, key: elsewhere.key };
      const { address } = await reactor.listen({ kind: "tls", host: "127.0.0.1", port: 0 }, () => ({}), { tls });
      const port = address.kind === "tls" ? address.port : 0;
      reactor.setResolver({ resolve: () => Promise.resolve(["127.0.0.1"]) });
      const options = { tls: { authorities: authority.certificate } };
      const connect = (name: string): Promise<Transport> =>
        reactor.connect({ kind: "tls", host: name, port }, () => ({}), options);
      const transport = await connect("elsewhere.example");
      assert.deepEqual(transport.remote, { kind: "tls", host: "127.0.0.1", port });
      await assert.rejects(connect("another.example"), { category: "certificate-invalid" });
    }));
  }
});
