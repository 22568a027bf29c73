import assert from "node:assert/strict";
import { constants } from "node:os";
import { describe as describeAddress } from "../../reference/core/addresses.js";
import { categoryOf, ownFailure, platformFailure } from "../../reference/core/errors.js";
import { cutFailure, nodeFailure } from "../../reference/node/failures.js";
import { platformErrors } from "../../spec/platform-errors.js";
import type { TcpAddress } from "../../spec/reactor.js";

const address: TcpAddress = { kind: "tcp", host: "::1", port: 80 };

function errno(code: string, syscall: string): NodeJS.ErrnoException {
  const number = new Map(Object.entries(constants.errno)).get(code) ?? 4095;
  return Object.assign(new Error(code), { code, syscall, errno: -number });
}

describe("errors", () => {
  it("keep what the platform said, with the category of the table", () => {
    const error = platformFailure("ECONNREFUSED", 111, "connect", address);
    assert.ok(error instanceof Error);
    assert.equal(error.message, "connect ECONNREFUSED [::1]:80");
    assert.deepEqual(
      { ...error },
      { name: "ReactorFailure", category: "refused", code: "ECONNREFUSED", errno: 111, syscall: "connect", address },
    );
  });

  it("have the category other where the table does not know the code", () => {
    assert.equal(categoryOf("ESOMETHING"), "other");
    const error = nodeFailure(errno("ESOMETHING", "connect"), "connect", address);
    assert.equal(error.category, "other");
    assert.equal(error.code, "ESOMETHING");
    assert.equal(error.errno, null);
  });

  it("of the reactor's own making have neither code nor number", () => {
    const error = ownFailure("cancelled", "cancelled", "connect", address, { cause: "why" });
    assert.equal(error.code, null);
    assert.equal(error.errno, null);
    assert.equal(error.cause, "why");
    assert.equal("cause" in ownFailure("stopped", "stopped", "connect", address), false);
  });

  it("have the platform's positive number, not Node's", function () {
    if (process.platform === "win32") this.skip();
    assert.equal(nodeFailure(errno("EADDRINUSE", "listen"), "listen", address).errno, constants.errno.EADDRINUSE);
  });

  it("call a broken pipe that ends a connection a reset, and leave its code", () => {
    const error = cutFailure(errno("EPIPE", "write"), address);
    assert.equal(error.category, "reset");
    assert.equal(error.code, "EPIPE");
    assert.equal(error.syscall, "write");
  });

  it("describe addresses", () => {
    assert.equal(describeAddress(address), "[::1]:80");
    assert.equal(describeAddress({ kind: "tcp", host: "127.0.0.1", port: 0 }), "127.0.0.1:0");
  });

  it("of the table are the numbers of this platform", function () {
    if (process.platform !== "linux" && process.platform !== "darwin") this.skip();
    const platform = process.platform === "linux" ? "linux" : "macos";
    const native = new Map(Object.entries(constants.errno));
    for (const row of platformErrors.values()) {
      const number = native.get(row.code);
      if (number !== undefined) assert.equal(row[platform], number, row.code);
    }
  });
});
