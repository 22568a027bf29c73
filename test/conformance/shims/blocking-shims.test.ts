import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { checkAgent } from "../../../conformance/driver/agent-check.js";
import { openLink, type OpenLink } from "../../../conformance/driver/open-link.js";
import { ScenarioRunner } from "../../../conformance/driver/scenario-runner.js";
import { readManifest } from "../../../conformance/driver/subject-manifest.js";
import type { Subject } from "../../../conformance/driver/subject.js";
import type { HostProgram } from "../../../conformance/language/shim-steps.js";
import { scenarios } from "../../../conformance/scenarios/index.js";
import { compare, install, program, shimScenario, snapshot } from "../../../conformance/scenarios/shim-scenario.js";
import type { PlayedEvent } from "../../../conformance/trace/shim-events.js";
import type { TraceEvent } from "../../../conformance/trace/events.js";
import { requirements } from "../../../spec/requirements.js";

const MiB = { bytes: 1 << 20, sha256: "f10f5c2b19a56771f2b498ea985fad9296e14a155d6452a82a935dadae4906dd" };

/** What the protocol of agents says that each program sees, where it says so. */
const values: Readonly<Partial<Record<HostProgram, unknown>>> = {
  "timer": { fired: 1 },
  "timers": { order: ["10, first", "10, second", "20"], rounds: 2, immediate: true },
  "throwing": { called: ["before", "after"], caught: ["thrown in a timer"] },
  "context": { timeout: "of the timeout", immediate: "of the immediate", interval: "of the interval" },
  "echo": { received: "to and fro", hadError: false },
  "pieces": { sent: MiB, received: MiB },
  "flood": { heldUp: true },
  "half-close": { question: "question", answer: "answer" },
  "leave-alive": { listening: true },
  "datagram": { received: "by itself" },
  "lookup": { found: true },
};
/** Those of which it can be told whether they were carried. */
const witnesses = ["timer", "timers", "throwing", "context", "echo", "pieces", "flood", "half-close", "datagram"];
const names = Object.keys(values) as HostProgram[];

const everything = shimScenario({
  id: "shim.install.covers",
  title: "every program is run, and then every one with the shim",
  steps: [
    compare("start", "loaded"), snapshot("before"), ...names.map((name) => program(name, `${name} without`)),
    install(), compare("before", "installed"), ...names.map((name) => program(name)),
  ],
  expect: [],
});

function subjectOf(name: string): Subject {
  const path = fileURLToPath(new URL(`../../../../conformance/agents/python/${name}.subject.json`, import.meta.url));
  return readManifest(path, path, false, requirements);
}

/** Whether the subject's Python is there, and has its module. */
function canStart({ source }: Subject, module: string): boolean {
  return source.kind === "command" && spawnSync(source.command[0] ?? "", ["-c", `import ${module}`]).status === 0;
}

for (const [name, module] of [["threads", "threading"], ["gevent", "gevent"]] as const) {
  describe(`the agent of ${name}`, function () {
    this.timeout(20_000);
    const subject = subjectOf(name);
    let open: OpenLink;
    let runner: ScenarioRunner;
    let trace: readonly TraceEvent[];

    before(async function () {
      if (!canStart(subject, module)) return this.skip();
      open = await openLink(subject, 10_000);
      runner = new ScenarioRunner(subject, open.hello, { timeoutScale: 1, link: open.link });
      const result = await runner.run({ scenario: everything });
      assert.equal(result.outcome, "completed", `${result.message} ${result.diagnostics}`);
      trace = result.trace;
    });

    after(() => runner?.close());

    const played = (as: string): PlayedEvent | undefined =>
      trace.find((event): event is TraceEvent & PlayedEvent => event.ev === "played" && event.as === as);

    it("keeps the rules of agents", async () => await checkAgent(subject, { answer: 10_000, quiet: 10_000 }));

    it("runs each program without the shim, and with it, and both see the same", () => {
      for (const each of names) {
        if (each !== "timers") assert.deepEqual(played(`${each} without`)?.value, values[each], each);
        // Threads of the system wake in no certain order.
        if (each !== "timers" || name === "gevent") assert.deepEqual(played(each)?.value, values[each], each);
      }
    });

    it("tells what was carried", () => {
      for (const each of witnesses) {
        const { carried: without } = played(`${each} without`) ?? assert.fail(each);
        assert.deepEqual([...new Set(Object.values(without))], [0], `${each} without`);
        const { carried } = played(each) ?? assert.fail(each);
        assert.ok(Object.values(carried).every((count) => (count ?? 0) > 0 === (name === "gevent")), each);
      }
    });

    it("tells what was patched", () => {
      const changed = trace.flatMap((event) => event.ev === "compared" ? [event.changed] : []);
      assert.deepEqual(changed.map((count) => count > 0), [false, name === "gevent"]);
    });

    it("finds the calls in which others run, and tells those that are declared", async () => {
      const scenario = scenarios.find(({ id }) => id === "shim.switch.declared") ?? assert.fail();
      const { outcome, trace: events } = await runner.run({ scenario });
      assert.equal(outcome, "completed");
      const probed = new Map(events.flatMap((event) => event.ev === "probed" ? [[event.call, event.verdict]] : []));
      assert.deepEqual([...probed].filter(([, verdict]) => verdict === "blind"), []);
      assert.equal(probed.get("socket.recv"), "declared");
      const undeclared = [...probed].flatMap(([call, verdict]) => verdict === "undeclared" ? [call] : []);
      if (name === "threads") assert.deepEqual(undeclared, []);
      else {
        // In neither of these does a thread of the system have to wait.
        const hidden = ["Lock.acquire (not blocking)", "Semaphore.release"];
        assert.deepEqual(hidden.filter((call) => !undeclared.includes(call)), []);
        for (const call of ["socket.send (there is room)", "Lock.acquire (free)", "print"]) {
          assert.equal(probed.get(call), "atomic", call);
        }
      }
    });

    it("gives a process up that cannot be as it was", () => {
      const ended = trace.flatMap((event) => event.ev === "ended" ? [event.reusable] : []);
      assert.deepEqual(ended, [name === "threads"]);
    });
  });
}

describe("a program that is patched by gevent", () => {
  it("sells a stock of one ten times, where a call that does not wait comes between a look and a deed", function () {
    const subject = subjectOf("gevent");
    if (!canStart(subject, "gevent") || subject.source.kind !== "command") return this.skip();
    const program = fileURLToPath(new URL("../../../../test/shims/programs/stock.py", import.meta.url));
    const { stdout, stderr } = spawnSync(subject.source.command[0] ?? "", [program, "gevent"], { encoding: "utf8" });
    assert.equal(stderr, "");
    const sold = JSON.parse(stdout) as Readonly<Record<string, number>>;
    assert.deepEqual([sold["len"], sold["acquire without waiting"], sold["release of a semaphore"]], [1, 10, 10]);
  });
});
