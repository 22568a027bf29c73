import assert from "node:assert/strict";
import { World } from "../../reference/simulated/world.js";

describe("a simulated world", () => {
  it("lets what is due now happen while it is held, and nothing later", async () => {
    const world = new World(1);
    const happened: string[] = [];
    const release = world.hold();
    world.at(world.now(), () => happened.push("now"));
    await new Promise<void>((resolve) => {
      world.at(world.now() + 1000, () => {
        happened.push("later");
        resolve();
      });
      setImmediate(() => setImmediate(() => {
        assert.deepEqual(happened, ["now"]);
        assert.equal(world.idle, false);
        release();
        release();
      }));
    });
    assert.deepEqual(happened, ["now", "later"]);
    assert.equal(world.idle, true);
  });

  it("is not at rest while it is held, and tells it when it is let go", async () => {
    const world = new World(1);
    world.runBegan();
    const release = world.hold();
    let told = 0;
    world.soon(() => undefined);
    await new Promise<void>((resolve) => {
      world.whenIdle(() => {
        told += 1;
        resolve();
      });
      setImmediate(() => setImmediate(() => setImmediate(() => {
        assert.equal(told, 0);
        release();
      })));
    });
    assert.equal(told, 1);
  });
});
