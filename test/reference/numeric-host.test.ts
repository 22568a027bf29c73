import assert from "node:assert/strict";
import { isIP } from "node:net";
import fc from "fast-check";
import { numericHost } from "../../reference/core/numeric-host.js";

describe("a numeric host", () => {
  it("is what the platform takes for one, with its family", () => {
    const hosts = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), fc.string({ maxLength: 20 }),
      fc.stringMatching(/^[0-9a-f:.]{0,20}$/));
    fc.assert(fc.property(hosts, (host) => {
      assert.equal(numericHost(host)?.family ?? 0, isIP(host), host);
    }));
  });

  it("has one form, however it is written", () => {
    assert.equal(numericHost("0:0:0:0:0:0:0:1")?.host, "::1");
    assert.equal(numericHost("FE80::A")?.host, "fe80::a");
    assert.equal(numericHost("::ffff:127.0.0.1")?.host, numericHost("::ffff:7f00:1")?.host);
    assert.equal(numericHost("fe80::1%eth0")?.host, "fe80::1%eth0");
  });

  it("is neither a name, nor an abbreviation, nor a part of a URL", () => {
    for (const host of ["localhost", "", "1.2.3", "01.2.3.4", "1.2.3.4 ", "::1]/x[", "[::1]", "::1%", "1::2::3"]) {
      assert.equal(numericHost(host), null, host);
    }
  });
});
