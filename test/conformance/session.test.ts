import assert from "node:assert/strict";
import { marked, scenario, when } from "../../conformance/language/build.js";
import type { Command, Message } from "../../conformance/agents/messages.js";
import type { Link } from "../../conformance/driver/link.js";
import { play, type Played } from "../../conformance/driver/session.js";

/** An agent that answers each command with what the test lays down. */
class FakeLink implements Link {
  onMessage: ((message: Message) => void) | null = null;
  readonly sent: string[] = [];
  #seq = 0;
  readonly #answers: Readonly<Record<string, readonly object[]>>;

  constructor(answers: Readonly<Record<string, readonly object[]>>) {
    this.#answers = answers;
  }

  send(command: Command): void {
    this.sent.push(command.op);
    setImmediate(() => {
      for (const answer of this.#answers[command.op] ?? []) {
        this.onMessage?.("kind" in answer
          ? (answer as Message)
          : ({ kind: "event", event: { seq: ++this.#seq, t: 0, ...answer } } as Message));
      }
    });
  }

  diagnostics(): string {
    return "";
  }

  async close(): Promise<void> {}

  kill(): void {}
}

const ended = [{ ev: "end" }, { ev: "ended", reusable: true }];
const refused = { "no-such-command": [{ kind: "refused", op: "no-such-command" }] };
const mark = { ev: "mark", name: "done" };

function played(answers: Readonly<Record<string, readonly object[]>>, quiet = 20): Promise<Played> {
  const link = new FakeLink({ ...refused, ...answers });
  const awaited = scenario({ id: "x.y", title: "", phases: [{}], ends: [when(marked("done"), 2)], expect: [] });
  return play(link, awaited, null, { quiet });
}

describe("a session", () => {
  it("ends a scenario once everything that it waits for has occurred", async () => {
    const { outcome, trace, reusable } = await played({ scenario: [mark, mark], end: ended });
    assert.deepEqual(outcome, { kind: "completed" });
    assert.equal(reusable, true);
    assert.deepEqual(trace.map((event) => event.ev), ["mark", "mark", "end", "ended"]);
  });

  it("gives up when a simulated subject has come to rest, and says what it waited for", async () => {
    const { outcome } = await played({ scenario: [mark, { ev: "idle" }], end: ended });
    assert.deepEqual(outcome, {
      kind: "incomplete",
      message: 'waited for the mark "done", and nothing was left that could happen',
    });
  });

  it("takes no rest amiss that comes before the agent clears up", async () => {
    const { outcome } = await played({ scenario: [mark, mark, { ev: "idle" }], end: ended });
    assert.deepEqual(outcome, { kind: "completed" });
  });

  it("gives up in silence, and says what it waited for", async () => {
    const { outcome } = await played({ scenario: [], end: ended });
    assert.deepEqual(outcome, {
      kind: "incomplete",
      message: 'waited for the mark "done" (2 times more), and nothing happened for 0.02 s: the run has not begun',
    });
  });

  it("tells a run that does not settle from a scenario that does not end", async () => {
    const { outcome } = await played({ scenario: [mark, mark], end: [{ ev: "end" }, { ev: "idle" }] });
    assert.deepEqual(outcome, {
      kind: "unsettled", message: "run() did not settle after stop(), and nothing was left that could happen",
    });
  });

  it("gives up an agent that never clears up", async () => {
    const { outcome, reusable } = await played({ scenario: [mark, mark], end: [] });
    assert.equal(outcome.kind, "unsettled");
    assert.equal(reusable, false);
  });

  it("tells an agent that broke from one that is gone", async () => {
    assert.deepEqual((await played({ scenario: [{ kind: "broken", message: "garbage" }] })).outcome,
      { kind: "broken", message: "garbage" });
    assert.deepEqual((await played({ scenario: [{ kind: "exit", message: "it exited with code 1" }] })).outcome,
      { kind: "gone", message: "it exited with code 1" });
  });

  it("gives up a flood of events", async () => {
    const flood = Array.from({ length: 200_000 }, () => ({ ev: "mark", name: "flood" }));
    const { outcome } = await played({ scenario: flood }, 5000);
    assert.equal(outcome.kind, "incomplete");
    assert.match("message" in outcome ? outcome.message : "", /through 200000 events/);
  });
});
