import { fileURLToPath } from "node:url";
import { agentFaults } from "../faulty/agents/index.js";
import type { AgentFault } from "../faulty/agents/agent-fault.js";
import { checkAgent } from "./agent-check.js";
import { AgentError } from "./agent-error.js";
import type { FaultProof } from "./proof.js";
import type { Subject } from "./subject.js";

const AGENT = fileURLToPath(new URL("../agents/js/child.js", import.meta.url));
const FAULTY_AGENT = fileURLToPath(new URL("../faulty/agents/child.js", import.meta.url));
const PATIENCE = { answer: 10_000, quiet: 3000 };

/**
 * Proves the check of agents: each faulty agent is told by the rule that it breaks, and the agent of the base, the
 * module at `path`, passes. Returns what the check said against the latter, if anything.
 */
export async function proveAgents(
  base: Subject,
  path: string,
  faults: readonly AgentFault[],
  onProgress: (name: string) => void,
): Promise<{ readonly control: readonly string[]; readonly proofs: readonly FaultProof[] }> {
  if (faults.length === 0) return { control: [], proofs: [] };
  const saidOfCommand = (...words: readonly string[]): Promise<string | null> =>
    saidOf({ ...base, source: { kind: "command", command: [process.execPath, ...words], cwd: process.cwd() } });
  const own = await saidOfCommand(AGENT, path);
  const proofs: FaultProof[] = [];
  for (const fault of faults) {
    onProgress(fault.breaks);
    proofs.push(proofOf(fault, await saidOfCommand(FAULTY_AGENT, fault.breaks, path)));
  }
  return { control: own === null ? [] : [own], proofs };
}

/** The faulty agents that break one of these requirements. */
export function faultsOfAgents(isSelected: (id: string) => boolean): readonly AgentFault[] {
  return agentFaults.filter((fault) => isSelected(fault.breaks));
}

async function saidOf(subject: Subject): Promise<string | null> {
  try {
    await checkAgent(subject, PATIENCE);
    return null;
  } catch (error) {
    if (error instanceof AgentError) return error.message;
    throw error;
  }
}

function proofOf({ breaks, does, says }: AgentFault, said: string | null): FaultProof {
  const killed = said?.includes(`breaks ${breaks}:`) === true;
  return {
    id: breaks, requirement: breaks, does, killed, byOwnReason: killed && said?.includes(says) === true,
    says: said, overAgent: null, alsoFails: [],
  };
}
