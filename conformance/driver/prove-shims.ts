import { fileURLToPath } from "node:url";
import { nameOfShimFault, shimFaults } from "../faulty/shims/index.js";
import type { ShimFault } from "../faulty/shims/shim-fault.js";
import { toyDeclaration } from "../faulty/shims/toy-shim.js";
import type { Scenario } from "../language/scenario.js";
import type { RequirementResult } from "../oracle/results.js";
import { claimsOf } from "../oracle/shim-claims.js";
import { Bench } from "./bench.js";
import { openLink } from "./open-link.js";
import { ScenarioRunner } from "./scenario-runner.js";
import type { Subject } from "./subject.js";

const AGENT = fileURLToPath(new URL("../agents/js/shim-child.js", import.meta.url));
const FAULTY_SHIM = fileURLToPath(new URL("../faulty/shims/faulty-shim.js", import.meta.url));
const HELLO_PATIENCE_MS = 30_000;

/** The faulty shims that break one of these requirements. */
export function faultsOfShims(isSelected: (id: string) => boolean): readonly ShimFault[] {
  return shimFaults.filter((fault) => isSelected(fault.breaks));
}

/**
 * Judges the toy shim, with a fault or as it is, by the scenarios that `plays` chooses: hosted by an agent in a process
 * of its own, as the shim of anybody is.
 * @throws AgentError if its agent does not answer.
 */
export async function judgeToyShim(
  fault: ShimFault | null, plays: (scenario: Scenario) => boolean,
): Promise<readonly RequirementResult[]> {
  const name = fault === null ? [] : [nameOfShimFault(fault)];
  const claims = claimsOf(fault?.declares ?? toyDeclaration);
  const subject: Subject = {
    name: "the toy shim", version: null, language: null, profiles: claims, expectations: [], isShim: true,
    source: { kind: "command", command: [process.execPath, AGENT, FAULTY_SHIM, ...name], cwd: process.cwd() },
  };
  const { link, hello } = await openLink(subject, HELLO_PATIENCE_MS);
  const runner = new ScenarioRunner(subject, hello, { timeoutScale: 1, link });
  try {
    const bench = new Bench(new Set(claims));
    return (await bench.judgeBy((scenario) => runner.run({ scenario }), plays)).requirements;
  } finally {
    await runner.close();
  }
}
