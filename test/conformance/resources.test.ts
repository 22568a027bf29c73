import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import { Escapes } from "../../conformance/agents/js/escapes.js";
import { countReleased, countResources, moreThan } from "../../conformance/agents/js/resources.js";

describe("the resources of a process", () => {
  it("are its descriptors, what keeps it alive, and its handlers", () => {
    const before = countResources();
    const descriptor = openSync("/dev/null", "r");
    const timer = setInterval(() => undefined, 1000);
    const handler = (): void => undefined;
    process.on("SIGUSR2", handler);
    const more = moreThan(before, countResources());
    closeSync(descriptor);
    clearInterval(timer);
    process.off("SIGUSR2", handler);
    assert.deepEqual([more.active, more.handlers], [1, 1]);
    if (more.descriptors !== null) assert.equal(more.descriptors, 1);
  });

  it("are counted again while there are more, as what was closed may take its turns", async () => {
    // By then the test's own watchdog is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = countResources();
    const timer = setInterval(() => undefined, 1000);
    setImmediate(() => setImmediate(() => clearInterval(timer)));
    assert.deepEqual(moreThan(before, await countReleased(before)).active, 0);
  });

  it("are not more than what is not known", () => {
    const unknown = { descriptors: null, active: null, handlers: 3 };
    assert.deepEqual(moreThan(unknown, { descriptors: 5, active: 5, handlers: 2 }),
      { descriptors: null, active: null, handlers: 0 });
  });
});

describe("errors that reach the host", () => {
  it("are told to the one who watches, and to nobody else", async () => {
    const told: string[] = [];
    const abandoned = new Escapes(() => told.push("abandoned"));
    let toldBoth = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      toldBoth = resolve;
    });
    const escapes = new Escapes((how, error) => {
      if (told.push(`${how}: ${String(error)}`) === 2) toldBoth();
    });
    const before = process.listenerCount("unhandledRejection");
    abandoned.begin();
    escapes.begin();
    void Promise.reject(new Error("rejected"));
    setImmediate(() => {
      throw new Error("thrown");
    });
    await both;
    escapes.end();
    assert.deepEqual(told, ["rejection: Error: rejected", "exception: Error: thrown"]);
    assert.equal(process.listenerCount("unhandledRejection"), before);
    assert.equal(process.hasUncaughtExceptionCaptureCallback(), false);
  });
});
