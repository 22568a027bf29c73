import { bindsReactors } from "../../spec/requirement.js";
import { requirements as allRequirements } from "../../spec/requirements.js";
import { loadSubject } from "../agents/js/load-subject.js";
import { faults as allFaults } from "../faulty/index.js";
import type { Fault, Oddity } from "../faulty/fault.js";
import { oddities } from "../lawful/index.js";
import type { Scenario } from "../language/scenario.js";
import type { RequirementResult } from "../oracle/results.js";
import { AgentError } from "./agent-error.js";
import { Bench } from "./bench.js";
import { faultySubject, oddSubject } from "./made-subject.js";
import type { FaultProof, OddityProof } from "./proof.js";
import { faultsOfAgents, proveAgents } from "./prove-agents.js";
import type { Subject } from "./subject.js";

/** One process's share of a proof: every `of`th faulty reactor and oddity, from the one with this number on. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

export interface PartOptions {
  /** Ids or areas: only their faults are proved; none proves all. */
  readonly select: readonly string[];
  /**
   * Judge a faulty reactor only by the scenarios that check what it breaks, and all others without the variants of
   * scenarios over other kinds of connections: quick, but no matrix.
   */
  readonly ownOnly: boolean;
  /** Told before each subject is judged, with its name. */
  readonly onProgress: (name: string) => void;
}

/** What one part came to. The first has the base itself, and the last the agents. */
export interface PartProof {
  readonly control: readonly string[];
  readonly faults: readonly FaultProof[];
  readonly oddities: readonly OddityProof[];
  /** The requirements that are to be proved, whoever does it. */
  readonly tested: readonly string[];
}

/** How many subjects are judged in all parts. */
export function subjectsToProve(select: readonly string[]): number {
  return 1 + selectedFaults(select).length + oddities.length + faultsOfAgents((id) => isSelected(id, select)).length;
}

/**
 * Proves a part of the kit. The reactors are made of `base`, a JavaScript subject, in this process.
 * @throws AgentError if the base cannot be loaded, or is no JavaScript module.
 */
export async function provePart(base: Subject, options: PartOptions, part: Part): Promise<PartProof> {
  if (base.source.kind !== "module") {
    throw new AgentError(`${base.name}: faulty reactors are made of a JavaScript module`);
  }
  const module = await loadSubject(base.source.path).catch((error: unknown) => {
    throw new AgentError(String(Object(error)["message"]));
  });
  const reactor = await module.createReactor();
  const bench = new Bench(new Set(reactor.profiles));
  const benchOf = ({ without = [] }: Fault | Oddity): Bench =>
    without.length === 0 ? bench : new Bench(new Set([...reactor.profiles].filter((each) => !without.includes(each))));
  const all = (scenario: Scenario): boolean => !options.ownOnly || scenario.variantOf === undefined;
  const isOwn = (_: unknown, index: number): boolean => index % part.of === part.number;

  const control: string[] = [];
  if (part.number === 0) {
    options.onProgress("the base");
    control.push(...failuresOf((await bench.judge(module, all)).requirements));
  }
  const faults: FaultProof[] = [];
  for (const fault of selectedFaults(options.select).filter(isOwn)) {
    options.onProgress(fault.breaks);
    const faulty = await faultySubject(module, fault);
    const { requirements } = await benchOf(fault).judge(faulty, (scenario) => scenario.checks.includes(fault.breaks)
      || (!options.ownOnly && scenario.variantOf === undefined));
    faults.push(proofOf(fault, nameOf(fault), requirements));
  }
  const odd: OddityProof[] = [];
  for (const oddity of oddities.filter(isOwn)) {
    options.onProgress(oddity.name);
    const { requirements } = await benchOf(oddity).judge(oddSubject(module, oddity), all);
    odd.push(oddityProof(oddity, requirements));
  }
  if (part.number === part.of - 1) {
    const ofAgents = faultsOfAgents((id) => isSelected(id, options.select));
    const agents = await proveAgents(base, base.source.path, ofAgents, options.onProgress);
    control.push(...agents.control);
    faults.push(...agents.proofs);
  }
  const bound = allRequirements.filter((each) => !bindsReactors(each) && each.test.kind === "scenario");
  const tested = [...bench.claimed, ...bound].map(({ id }) => id).filter((id) => isSelected(id, options.select));
  return { control, faults, oddities: odd, tested };
}

function selectedFaults(select: readonly string[]): readonly Fault[] {
  return allFaults.filter((fault) => isSelected(fault.breaks, select));
}

function nameOf(fault: Fault): string {
  const same = allFaults.filter((each) => each.breaks === fault.breaks);
  return same.length === 1 ? fault.breaks : `${fault.breaks}#${same.indexOf(fault) + 1}`;
}

function proofOf(fault: Fault, id: string, results: readonly RequirementResult[]): FaultProof {
  const own = results.find((result) => result.id === fault.breaks);
  const failed = results.filter((result) => result.verdict === "fail");
  const says = own?.verdict === "fail" ? own.message : null;
  return {
    id, requirement: fault.breaks, does: fault.does, killed: says !== null,
    byOwnReason: says !== null && own?.findings.some((finding) => finding.includes(fault.says)) === true,
    says, alsoFails: failed.filter((result) => result.id !== fault.breaks).map((result) => result.id),
  };
}

function oddityProof(oddity: Oddity, results: readonly RequirementResult[]): OddityProof {
  const failures = failuresOf(results);
  return { name: oddity.name, uses: oddity.uses, passed: failures.length === 0, failures };
}

function failuresOf(results: readonly RequirementResult[]): string[] {
  return results.filter(({ verdict }) => verdict !== "pass")
    .map(({ id, verdict, message }) => `${id}: ${verdict}: ${message}`);
}

function isSelected(id: string, select: readonly string[]): boolean {
  return select.length === 0 || select.some((each) => id === each || id.startsWith(`${each}.`));
}
