import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { checkAgent } from "../../conformance/driver/agent-check.js";
import { openLink, type OpenLink } from "../../conformance/driver/open-link.js";
import { ScenarioRunner } from "../../conformance/driver/scenario-runner.js";
import { readManifest } from "../../conformance/driver/subject-manifest.js";
import {
  awaits, callLater, connect, entered, generated, hostTurns, listen, listeningPeer, loseConnection,
  lost, mark, marked, MiB, occurs, on, order, peerEnd, peerTo, ran, received, returned, scenario, send, step, stop,
  text, throwing, when, write,
} from "../../conformance/language/build.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import type { TraceEvent } from "../../conformance/trace/events.js";
import { requirements } from "../../spec/requirements.js";
import { run } from "./command-line.js";

const manifest = fileURLToPath(new URL("../../../conformance/agents/tcl/tcl.subject.json", import.meta.url));

const timers = scenario({
  id: "timer.called",
  title: "a call that throws, one that is cancelled, and one that the loop refuses",
  phases: [{
    start: [
      callLater("throws", 1, throwing("ü€ 😀 \"\\")), callLater("cancelled", 1), { op: "cancel", call: "cancelled" },
      callLater("fraction", 0.5), { op: "repeat", times: 2, do: [callLater("again", 2)] },
      { op: "keepCalling", delay: 0, atMost: 5, until: "never", gaveUp: "gave up" },
    ],
  }],
  ends: [when(entered("timedCall", { call: "again#2" })), when(marked("gave up")), when(entered("errorHook"))],
  expect: [
    occurs("the throw is reported as it was thrown",
      entered("errorHook", { hook: "kit", error: { type: "ScenarioThrow", message: "ü€ 😀 \"\\" } }), 1),
    occurs("the cancelled call is not called", entered("timedCall", { call: "cancelled" }), 0),
    occurs("a delay is handed over as it is", returned("callLater", { call: "fraction", threw: { $exists: true } })),
    order("calls of one delay come in their order", entered("timedCall", { call: "again#1" }),
      entered("timedCall", { call: "again#2" })),
  ],
});

const echo = scenario({
  id: "connection.eof.aware",
  title: "a protocol echoes, writes when its peer has ended, and closes",
  protocols: {
    echo: {
      reactions: [
        on("dataReceived", { op: "echo" }),
        on("eofReceived", write(generated(MiB, 3)), { op: "inspectTransport" }, loseConnection()),
      ],
    },
  },
  peers: { peer: peerTo("listener", send(text("to and fro")), step("end")) },
  phases: [{ start: [listen("listener", "echo")] }],
  ends: [when(peerEnd("peer"))],
  expect: [
    occurs("all arrives", peerEnd("peer", "clean", [text("to and fro"), generated(MiB, 3)])),
    occurs("the end is notified", entered("eofReceived", received(text("to and fro")))),
    occurs("nothing is told of what the program closes", lost("listener#1"), 0),
  ],
});

const attempts = scenario({
  id: "connection.reason.done",
  title: "a peer that ends, and an attempt that is refused",
  protocols: { any: {} },
  peers: { ends: listeningPeer(send(text("x")), awaits(entered("dataReceived")), step("end")) },
  phases: [{ start: [connect("ended", "any", { peer: "ends" }), connect("refused", "any", { closed: true })] }],
  ends: [when(lost("ended")), when(entered("connectFailed", { connection: "refused" }))],
  expect: [
    order("the outcome follows connectionMade", entered("connectionMade", { connection: "ended" }),
      entered("connected", { connection: "ended" }), lost("ended", { reason: { kind: "done" } })),
    occurs("the failure is as Tcl gave it",
      entered("connectFailed", { error: { message: "connection refused", code: { $exists: false } } })),
  ],
});

const leftovers = scenario({
  id: "timer.once",
  title: "the scenario leaves a listener, an attempt, a connection and a call",
  protocols: { any: {} },
  peers: { peer: peerTo("listener") },
  phases: [{
    start: [listen("listener", "any"), connect("pending", "any", { stalled: true }), callLater("late", 60_000)],
  }],
  ends: [when(entered("connectionMade"))],
  expect: [],
});

const twoRuns = scenario({
  id: "lifecycle.run.again",
  title: "two runs, and a call on something that was never made",
  phases: [
    { before: [callLater("queued", 0), hostTurns(1)], start: [stop], after: [mark("between")] },
    { start: [loseConnection("nobody"), stop] },
  ],
  ends: [when(ran(2))],
  expect: [
    order("the phases follow each other", { ev: "run", phase: 1 }, entered("timedCall"), ran(1), marked("between"),
      { ev: "run", phase: 2 }, ran(2)),
    occurs("what is not there is no failure of the agent",
      returned("loseConnection", { threw: { type: "NotThere" } })),
  ],
});

const beside = scenario({
  id: "lifecycle.run.idle",
  title: "a mark is made beside a run",
  phases: [{ meanwhile: [mark("beside")] }],
  ends: [when(marked("beside"))],
  expect: [],
});

describe("the agent of Tcl", function () {
  this.timeout(20_000);
  const subject = readManifest(manifest, manifest, false, requirements);
  let open: OpenLink;
  let runner: ScenarioRunner;

  before(async function () {
    if (spawnSync("tclsh", { input: "exit" }).status !== 0) return this.skip();
    open = await openLink(subject, 10_000);
    runner = new ScenarioRunner(subject, open.hello, { timeoutScale: 1, link: open.link });
  });

  after(() => runner?.close());

  /** Plays a scenario; what the universal rules find is the subject's affair. */
  async function plays(what: Scenario): Promise<readonly TraceEvent[]> {
    const result = await runner.run({ scenario: what });
    assert.equal(result.outcome, "completed", `${result.message} ${result.diagnostics}`);
    const says = what.expect.map((expectation) => `expected that ${expectation.says}`);
    assert.deepEqual(result.findings.filter((finding) => says.some((each) => finding.says.startsWith(each))), []);
    return result.trace;
  }

  it("keeps the agent protocol", () => checkAgent(subject, { answer: 10_000, quiet: 10_000 }));
  it("makes timed calls", async () => void await plays(timers));
  it("accepts, and tells the end of the input", async () => void await plays(echo));
  it("connects, and tells how attempts fail", async () => void await plays(attempts));
  it("runs twice", async () => void await plays(twoRuns));

  it("clears up, and takes the next scenario", async () => {
    for (let i = 0; i < 2; i++) {
      const trace = await plays(leftovers);
      assert.deepEqual(trace.flatMap((event) => event.ev === "ended" ? [[event.reusable, event.left?.descriptors]] : []),
        [[true, 0]]);
    }
  });

  it("is given nothing to do beside a run", async () => {
    const result = await runner.run({ scenario: beside });
    assert.equal(result.outcome, "skipped");
    assert.equal(result.message, "its agent can do nothing beside a run");
  });

  it("deviates as its expectation file says", async () => {
    const areas = ["timer.cancel", "connection.data.owned", "profile.declared"];
    const { code, stdout, stderr } = await run("test", manifest, ...areas);
    assert.equal(code, 0, stdout + stderr);
  });
});
