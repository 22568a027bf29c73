import { bindsReactors } from "../../spec/requirement.js";
import { requirements as allRequirements } from "../../spec/requirements.js";
import { loadSubject } from "../agents/js/load-subject.js";
import { faults as allFaults } from "../faulty/index.js";
import { nameOf } from "../faulty/fault-names.js";
import type { Fault, Oddity } from "../faulty/fault.js";
import { nameOfShimFault } from "../faulty/shims/index.js";
import type { ShimFault } from "../faulty/shims/shim-fault.js";
import { oddities } from "../lawful/index.js";
import type { Scenario } from "../language/scenario.js";
import type { RequirementResult } from "../oracle/results.js";
import { scenarios as allScenarios } from "../scenarios/index.js";
import { AgentError } from "./agent-error.js";
import { Bench } from "./bench.js";
import { faultySubject, oddSubject } from "./made-subject.js";
import type { Caught, FaultProof, OddityProof } from "./proof.js";
import { faultsOfAgents, proveAgents } from "./prove-agents.js";
import { judgeOverAgent } from "./prove-over-agent.js";
import { faultsOfShims, judgeToyShim } from "./prove-shims.js";
import type { Subject } from "./subject.js";

/** By what watchdogs are multiplied of those who are expected to pass. */
const PATIENCE = 10;

/** One process's share of a proof: every `of`th faulty reactor and oddity, from the one with this number on. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

export interface PartOptions {
  /** Ids or areas: only their faults are proved, and the rest is judged by their scenarios alone; none proves all. */
  readonly select: readonly string[];
  /**
   * Judge a faulty reactor only by the scenarios that check what it breaks, all others without the variants of
   * scenarios over other kinds of connections, and each oddity by every fourth scenario, unless only some are
   * selected: quick, but no matrix.
   */
  readonly ownOnly: boolean;
  /** Judge every faulty reactor over the agent protocol, too, and not only one of each chapter, where `ownOnly` is set. */
  readonly allOverAgent: boolean;
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
  const selected = (id: string): boolean => isSelected(id, select);
  return 1 + selectedFaults(select).length + oddities.length + faultsOfAgents(selected).length
    + faultsOfShims(selected).length;
}

/**
 * Proves a part of the kit. The reactors are made of `base`, a JavaScript subject, in this process.
 * @throws AgentError if the base cannot be loaded, or is no JavaScript module.
 */
export async function provePart(base: Subject, options: PartOptions, part: Part): Promise<PartProof> {
  if (base.source.kind !== "module") {
    throw new AgentError(`${base.name}: faulty reactors are made of a JavaScript module`);
  }
  const { path } = base.source;
  const module = await loadSubject(path).catch((error: unknown) => {
    throw new AgentError(String(Object(error)["message"]));
  });
  const reactor = await module.createReactor();
  const bench = new Bench(new Set(reactor.profiles));
  const benchOf = ({ without = [] }: Fault | Oddity): Bench =>
    without.length === 0 ? bench : new Bench(new Set([...reactor.profiles].filter((each) => !without.includes(each))));
  const all = ({ variantOf, checks }: Scenario): boolean => (!options.ownOnly || variantOf === undefined)
    && checks.some((id) => isSelected(id, options.select));
  const isOwn = (_: unknown, index: number): boolean => index % part.of === part.number;

  const control: string[] = [];
  if (part.number === 0) {
    options.onProgress("the base");
    control.push(...failuresOf((await bench.judge(module, all, PATIENCE)).requirements));
  }
  const selected = selectedFaults(options.select);
  const overAgents = new Set(options.ownOnly && !options.allOverAgent ? oneOfEachChapter(selected) : selected);
  const faults: FaultProof[] = [];
  for (const fault of selected.filter(isOwn)) {
    options.onProgress(fault.breaks);
    const faulty = await faultySubject(module, fault);
    const { requirements } = await benchOf(fault).judge(faulty, (scenario) => scenario.checks.includes(fault.breaks)
      || (!options.ownOnly && scenario.variantOf === undefined));
    const overAgent = overAgents.has(fault) ? await caughtOverAgent(fault, base, path, benchOf(fault)) : null;
    faults.push(proofOf(fault, requirements, overAgent));
  }
  faults.push(...await proveShims(faultsOfShims((id) => isSelected(id, options.select)).filter(isOwn), options));
  const odd: OddityProof[] = [];
  for (const oddity of oddities.filter(isOwn)) {
    options.onProgress(oddity.name);
    const { requirements } = await benchOf(oddity).judge(oddSubject(module, oddity), (scenario) =>
      all(scenario) && (!options.ownOnly || options.select.length > 0 || isTurnOf(oddity, scenario)), PATIENCE);
    odd.push(oddityProof(oddity, requirements));
  }
  if (part.number === part.of - 1) {
    const ofAgents = faultsOfAgents((id) => isSelected(id, options.select));
    const agents = await proveAgents(base, path, ofAgents, options.onProgress);
    control.push(...agents.control);
    faults.push(...agents.proofs);
    control.push(...failuresOf(await judgeToyShim(null, ({ checks }) =>
      checks.some((id) => isSelected(id, options.select)))));
  }
  const bound = allRequirements.filter((each) =>
    (!bindsReactors(each) || each.profile === "shim") && each.test.kind === "scenario");
  const tested = [...bench.claimed, ...bound].map(({ id }) => id).filter((id) => isSelected(id, options.select));
  return { control, faults, oddities: odd, tested };
}

/** Of four oddities that follow each other, one plays the scenario, and each other one of the next three. */
function isTurnOf(oddity: Oddity, { id }: Scenario): boolean {
  return (oddities.indexOf(oddity) + (placeOf.get(id) ?? 0)) % 4 === 0;
}

const placeOf = new Map(allScenarios.map(({ id }, place) => [id, place]));

function selectedFaults(select: readonly string[]): readonly Fault[] {
  return allFaults.filter((fault) => isSelected(fault.breaks, select));
}

/** The first fault of each chapter. */
function oneOfEachChapter(faults: readonly Fault[]): readonly Fault[] {
  const chapters = new Map(allRequirements.map(({ id, chapter }) => [id, chapter]));
  const first = new Map<string | undefined, Fault>();
  for (const fault of faults) {
    const chapter = chapters.get(fault.breaks);
    if (!first.has(chapter)) first.set(chapter, fault);
  }
  return [...first.values()];
}

/** Each faulty shim has a process of its own, and is judged over the agent protocol. */
async function proveShims(
  faults: readonly ShimFault[], { onProgress }: PartOptions,
): Promise<readonly FaultProof[]> {
  const proofs: FaultProof[] = [];
  for (const fault of faults) {
    onProgress(fault.breaks);
    const results = await judgeToyShim(fault, ({ checks }) => checks.includes(fault.breaks));
    proofs.push({
      id: nameOfShimFault(fault), requirement: fault.breaks, does: fault.does, ...caughtBy(fault, results),
      overAgent: null, alsoFails: alsoFailed(fault, results),
    });
  }
  return proofs;
}

/** Whether the fault is caught over the agent protocol. An agent that is refused catches nothing. */
async function caughtOverAgent(fault: Fault, base: Subject, path: string, bench: Bench): Promise<Caught> {
  try {
    return caughtBy(fault, await judgeOverAgent(fault, base, path, bench));
  } catch (error) {
    if (error instanceof AgentError) return { killed: false, byOwnReason: false, says: error.message };
    throw error;
  }
}

function proofOf(fault: Fault, results: readonly RequirementResult[], overAgent: Caught | null): FaultProof {
  return {
    id: nameOf(fault), requirement: fault.breaks, does: fault.does, ...caughtBy(fault, results),
    overAgent, alsoFails: alsoFailed(fault, results),
  };
}

function alsoFailed({ breaks }: Pick<Fault, "breaks">, results: readonly RequirementResult[]): readonly string[] {
  return results.filter(({ id, verdict }) => verdict === "fail" && id !== breaks).map(({ id }) => id);
}

/** Whether the results are against what the fault breaks, and in its words. */
function caughtBy(fault: Pick<Fault, "breaks" | "says">, results: readonly RequirementResult[]): Caught {
  const own = results.find((result) => result.id === fault.breaks);
  const says = own?.verdict === "fail" ? own.message : null;
  return {
    killed: says !== null, says,
    byOwnReason: says !== null && own?.findings.some((finding) => finding.includes(fault.says)) === true,
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
