import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { openLink, type OpenLink } from "../../conformance/driver/open-link.js";
import { ScenarioRunner } from "../../conformance/driver/scenario-runner.js";
import { readManifest } from "../../conformance/driver/subject-manifest.js";
import type { Subject } from "../../conformance/driver/subject.js";
import {
  abortConnection, awaits, callLater, connect, entered, generated, hostTurns, inspectReactor, listen, listeningPeer,
  loseConnection, lost, mark, marked, MiB, occurs, on, order, peerEnd, peerReported, peerTo, ran, readBytes, received,
  report, returned, scenario, send, step, stop, text, throwing, when, write,
} from "../../conformance/language/build.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import type { TraceEvent } from "../../conformance/trace/events.js";
import { requirements } from "../../spec/requirements.js";

const timers = scenario({
  id: "timer.called",
  title: "a call that throws, one that is cancelled, two of one deadline",
  phases: [{
    start: [
      callLater("throws", 1, throwing("thrown")), callLater("cancelled", 1), { op: "cancel", call: "cancelled" },
      callLater("first", 4), { op: "callLater", call: "last", delay: 4, sameDeadlineAs: "first" },
      { op: "repeat", times: 2, do: [callLater("again", 0)] },
      { op: "inspectReactor" }, { op: "keepCalling", delay: 0, atMost: 5, until: "never", gaveUp: "gave up" },
    ],
  }],
  ends: [
    when(entered("timedCall", { call: "last" })), when(entered("timedCall", { call: "first" })),
    when(marked("gave up")),
  ],
  expect: [
    occurs("the throw is reported",
      entered("errorHook", { hook: "kit", error: { type: "ScenarioThrow", message: "thrown" } }), 1),
    occurs("the cancelled call is not called", entered("timedCall", { call: "cancelled" }), 0),
    order("the repeated calls are called", entered("timedCall", { call: "again#1" }),
      entered("timedCall", { call: "again#2" })),
    occurs("the reactor runs", returned("inspectReactor", { value: { running: true } })),
  ],
});

const echo = scenario({
  id: "connection.eof.aware",
  title: "a protocol echoes, and writes once more when its peer has ended",
  protocols: {
    echo: {
      reactions: [
        on("dataReceived", { op: "echo" }),
        on("eofReceived", write(generated(MiB, 3)), loseConnection()),
      ],
    },
  },
  peers: { peer: peerTo("listener", send(text("to and fro")), readBytes(10), step("end")) },
  phases: [{ start: [listen("listener", "echo")] }],
  ends: [when(lost("listener#1")), when(peerEnd("peer"))],
  expect: [
    occurs("all arrives", peerEnd("peer", "clean", [text("to and fro"), generated(MiB, 3)])),
    occurs("the end is notified", entered("eofReceived", received(text("to and fro")))),
    occurs("the reason is done", lost("listener#1", { reason: { kind: "done" } })),
  ],
});

const streams = scenario({
  id: "streams.output",
  title: "a protocol echoes over the standard streams, and is then to do what they have no call for",
  protocols: { echo: { reactions: [on("dataReceived", { op: "echo" }), on("eofReceived", abortConnection())] } },
  peers: {
    peer: {
      role: { standardStreams: true },
      script: [send(text("to and fro")), readBytes(10), report("echoed"), step("end")],
    },
  },
  phases: [{ start: [connect("streams", "echo", { kind: "standard-streams" })] }],
  ends: [when(peerReported("peer", "echoed")), when(entered("eofReceived"))],
  expect: [
    occurs("what was read comes back", { ...peerReported("peer", "echoed"), ...received(text("to and fro")) }),
    occurs("both ends are named", entered("connectionMade", {
      local: { kind: "standard-streams" }, remote: { kind: "standard-streams" },
    })),
  ],
});

const reset = scenario({
  id: "connection.reason.lost",
  title: "a peer that resets, and an attempt that is refused",
  protocols: { any: {} },
  peers: {
    cuts: listeningPeer(send(text("x")), awaits(entered("dataReceived")), step("reset")),
  },
  phases: [{ start: [connect("cut", "any", { peer: "cuts" }), connect("refused", "any", { closed: true })] }],
  ends: [when(lost("cut")), when(entered("connectFailed", { connection: "refused" }))],
  expect: [
    order("the outcome follows connectionMade", entered("connectionMade", { connection: "cut" }),
      entered("connected", { connection: "cut" })),
    occurs("the reason is lost", lost("cut", { reason: { kind: "lost" } })),
    occurs("the failure is as the subject gave it",
      entered("connectFailed", { error: { category: "refused", code: "ECONNREFUSED" } })),
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
  title: "two runs, the first with a connection to the reactor itself",
  protocols: {
    accepted: { reactions: [on("connectionMade", abortConnection()), on("connectionLost", stop)] },
    any: {},
  },
  phases: [
    {
      before: [callLater("queued", 0), { op: "hostTurns", turns: 1 }],
      start: [listen("listener", "accepted", connect("own", "any", { listener: "listener" }))],
      after: [mark("between")],
    },
    { start: [stop] },
  ],
  ends: [when(ran(2))],
  expect: [order("the phases follow each other", { ev: "run", phase: 1 }, entered("timedCall"), lost("listener#1"),
    ran(1), marked("between"), { ev: "run", phase: 2 }, ran(2))],
});

const beside = scenario({
  id: "lifecycle.run.idle",
  title: "marks are made beside a run in which nothing happens, which then listens where it may not",
  phases: [{
    before: [inspectReactor("before")],
    meanwhile: [hostTurns(20), mark("beside")],
    start: [{ op: "listen", listener: "elsewhere", protocol: "any", address: { host: "192.0.2.1", port: 0 } }],
  }],
  ends: [when(marked("beside")), when(entered("listenFailed"))],
  expect: [
    order("marks are made beside the run", { ev: "run" }, marked("beside")),
    occurs("an inspection is told by its name",
      returned("inspectReactor", { as: "before", value: { running: false } })),
    occurs("what the platform refuses is the attempt's failure",
      entered("listenFailed", { depth: 1, error: { code: "EADDRNOTAVAIL" } }), 1),
  ],
});

function subjectOf(name: string): Subject {
  const path = fileURLToPath(new URL(`../../../conformance/agents/python/${name}.subject.json`, import.meta.url));
  return readManifest(path, path, false, requirements);
}

function canStart(subject: Subject): boolean {
  return subject.source.kind === "command" && spawnSync(subject.source.command[0] ?? "", ["--version"]).status === 0;
}

for (const name of ["asyncio", "twisted"]) {
  describe(`the agent of ${name}`, function () {
    this.timeout(20_000);
    let open: OpenLink;
    let runner: ScenarioRunner;

    before(async function () {
      const subject = subjectOf(name);
      if (!canStart(subject)) return this.skip();
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

    it("says what it hosts", () => {
      assert.equal(open.hello.name, name);
      const profiles = ["core", "tcp", "unix", "udp", "tls", "threads", "resolver"];
      assert.deepEqual(open.hello.profiles, name === "twisted" ? [...profiles, "streams"] : profiles);
      assert.equal(open.hello.restartable, name === "asyncio");
    });

    it("makes timed calls", async () => {
      const trace = await plays(timers);
      const deadlines = trace.flatMap((event) => event.ev === "return" && /^(first|last)$/.test(event.call ?? "")
        ? [event.deadline]
        : []);
      assert.equal(deadlines[0], deadlines[1]);
    });

    it("accepts, and half-closes", async () => void await plays(echo));
    it("connects, and tells how connections and attempts fail", async () => void await plays(reset));

    it("leaves the standard streams to a reactor that serves them", async function () {
      if (!open.hello.profiles.includes("streams")) return this.skip();
      const trace = await plays(streams);
      assert.equal(trace.filter((event) => event.ev === "unsupported").length, 1);
    });

    it("clears up, and takes the next scenario", async () => {
      for (let i = 0; i < 2; i++) {
        const trace = await plays(leftovers);
        assert.deepEqual(trace.filter((event) => event.ev === "ended").map(({ reusable }) => reusable), [true]);
      }
    });

    it("acts beside a run, and tells what the platform refuses", async () => {
      const trace = await plays(beside);
      const thrown = trace.filter((event) => event.ev === "return" && event.threw !== undefined);
      assert.equal(thrown.length, name === "twisted" ? 1 : 0);
    });

    it("runs twice, or says why not", async () => {
      const trace = await plays(twoRuns);
      const second = trace.find((event) => event.ev === "ran" && event.phase === 2);
      assert.ok(second?.ev === "ran");
      assert.equal(second.error?.type, name === "twisted" ? "ReactorNotRestartable" : undefined);
    });
  });
}
