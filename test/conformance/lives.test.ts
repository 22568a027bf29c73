import assert from "node:assert/strict";
import { Lives } from "../../conformance/oracle/lives.js";
import { judgeUniversally } from "../../conformance/oracle/universal-rules.js";
import type { AgentEvent, EnterEvent } from "../../conformance/trace/events.js";

describe("what the oracle keeps in mind", () => {
  it("is all that is alive, and the last thousand that ended", () => {
    const lives = new Lives<number>();
    for (let i = 0; i < 3000; i++) lives.begin(`alive ${i}`, i);
    for (let i = 0; i < 3000; i++) {
      lives.begin(`ended ${i}`, i);
      lives.end(`ended ${i}`);
    }
    const known = (kind: string): number =>
      Array.from({ length: 3000 }, (_, i) => lives.get(`${kind} ${i}`)).filter((each) => each !== undefined).length;
    assert.deepEqual([known("alive"), known("ended")], [3000, 1000]);
    assert.deepEqual([lives.get("ended 1999"), lives.get("ended 2000")], [undefined, 2000]);
    lives.endAll();
    assert.deepEqual([known("alive"), known("ended")], [1000, 0]);
  });

  it("begins anew with a name that is used again", () => {
    const lives = new Lives<string>();
    lives.begin("a", "first");
    lives.end("a");
    lives.begin("a", "second");
    assert.equal(lives.get("a"), "second");
    lives.end("no such thing");
    assert.equal(lives.get("no such thing"), undefined);
  });

  it("tells what happens to a connection that ended some hundred connections ago", () => {
    const told: string[] = [];
    const judge = judgeUniversally(({ requirement }) => told.push(requirement));
    let seq = 0;
    const see = (cb: EnterEvent["cb"], connection: string): void =>
      judge({ seq: ++seq, t: seq, ev: "enter", cb, depth: 1, connection } satisfies AgentEvent);
    judge({ seq: ++seq, t: 0, ev: "run", phase: 1 });
    for (let i = 0; i < 600; i++) {
      see("connectionMade", `c${i}`);
      see("connectionLost", `c${i}`);
    }
    see("connectionLost", "c0");
    assert.deepEqual(told, ["connection.lost.once"]);
  });
});
