import { fileURLToPath } from "node:url";
import type { Fault } from "../faulty/fault.js";
import { nameOf } from "../faulty/fault-names.js";
import type { RequirementResult } from "../oracle/results.js";
import type { Bench } from "./bench.js";
import { openLink } from "./open-link.js";
import { needsLimit, needsStreams, ScenarioRunner } from "./scenario-runner.js";
import type { Subject } from "./subject.js";

const JS_AGENT = fileURLToPath(new URL("../agents/js/child.js", import.meta.url));
const FAULTY_SUBJECT = fileURLToPath(new URL("faulty-subject.js", import.meta.url));
const HELLO_PATIENCE_MS = 30_000;

/**
 * Judges a faulty reactor as the reactor of anybody is judged: hosted by an agent in a process of its own, by the
 * scenarios that check what it breaks. It is made of the reactor of the module at `path`.
 * @throws AgentError if its agent does not answer.
 */
export async function judgeOverAgent(
  fault: Fault, base: Subject, path: string, bench: Bench,
): Promise<readonly RequirementResult[]> {
  const command = [process.execPath, JS_AGENT, FAULTY_SUBJECT, nameOf(fault), path];
  const subject: Subject = { ...base, source: { kind: "command", command, cwd: process.cwd() } };
  const open = await openLink(subject, HELLO_PATIENCE_MS);
  const hasWorld = open.hello.network === "own";
  const runner = new ScenarioRunner(subject, open.hello, { timeoutScale: 1, link: open.link });
  try {
    const benched = await bench.judgeBy((scenario) => runner.run({ scenario }), (scenario) =>
      scenario.checks.includes(fault.breaks) && (hasWorld || !(needsLimit(scenario) || needsStreams(scenario))));
    return benched.requirements;
  } finally {
    await runner.close();
  }
}
