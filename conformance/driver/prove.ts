import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bindsReactors } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import { AgentError } from "./agent-error.js";
import type { FaultProof, Hole, ProofResult } from "./proof.js";
import { provePart, subjectsToProve, type Part, type PartOptions, type PartProof } from "./prove-part.js";
import type { Subject } from "./subject.js";
import { tellsWhat } from "./tells.js";

const PART = fileURLToPath(new URL("prove-child.js", import.meta.url));

export interface ProofOptions extends Pick<PartOptions, "select" | "ownOnly" | "allOverAgent"> {
  /** How many processes share the work; with one, it is done in this process. */
  readonly jobs: number;
  readonly onProgress: (done: number, total: number, name: string) => void;
}

/** What a process is to do that proves a part. */
export interface PartTask extends Pick<PartOptions, "select" | "ownOnly" | "allOverAgent"> {
  readonly base: Subject;
  readonly part: Part;
}

/** What such a process tells. */
export type PartMessage =
  | { readonly kind: "progress"; readonly name: string }
  | { readonly kind: "proof"; readonly proof: PartProof }
  | { readonly kind: "failed"; readonly message: string };

/**
 * Proves the kit: every faulty reactor is caught, by the requirement that it breaks and for its own reason; the
 * base and every lawful oddity pass. The reactors are made of `base`, a JavaScript subject.
 * @throws AgentError if the base cannot be loaded, or is no JavaScript module.
 */
export async function prove(base: Subject, options: ProofOptions): Promise<ProofResult> {
  const { select, ownOnly, allOverAgent, jobs } = options;
  const total = subjectsToProve(select);
  let done = 0;
  const onProgress = (name: string): void => options.onProgress(done++, total, name);
  const parts = Array.from({ length: jobs }, (_, number): Part => ({ number, of: jobs }));
  const proofs = await Promise.all(parts.map((part) => jobs === 1
    ? provePart(base, { select, ownOnly, allOverAgent, onProgress }, part)
    : proveElsewhere({ base, select, ownOnly, allOverAgent, part }, onProgress)));
  const faults = proofs.flatMap((proof) => proof.faults);
  const oddities = proofs.flatMap((proof) => proof.oddities);
  const control = proofs.flatMap((proof) => proof.control);
  const tested = proofs[0]?.tested ?? [];
  const order = new Map(tested.map((id, index) => [id, index]));
  const place = ({ requirement }: FaultProof): number => order.get(requirement) ?? tested.length;
  const inOrder = [...faults].sort((one, other) => place(one) - place(other) || (one.id < other.id ? -1 : 1));
  const holes = tested.flatMap((id) => holeOf(id, faults));
  const mute = inOrder.flatMap(muteLine);
  const sound = control.length === 0 && holes.length === 0 && mute.length === 0 && faults.every(isCaught)
    && oddities.every((each) => each.passed);
  return { control, faults: inOrder, oddities, holes, mute, exitCode: sound ? 0 : 1 };
}

/** What is said against an agent names the rule of its protocol that it breaks; against a reactor, what it did. */
const ofReactors: ReadonlySet<string> = new Set(requirements.filter(bindsReactors).map(({ id }) => id));

function muteLine({ id, requirement, says }: FaultProof): string[] {
  return says === null || !ofReactors.has(requirement) || tellsWhat(says) ? [] : [`${id}: ${says}`];
}

/** For its own reason, wherever it was tried. */
function isCaught({ byOwnReason, overAgent }: FaultProof): boolean {
  return byOwnReason && overAgent?.byOwnReason !== false;
}

/** Has a part proved by a process of its own. */
function proveElsewhere(task: PartTask, onProgress: (name: string) => void): Promise<PartProof> {
  const child = fork(PART, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = `${stderr}${text}`.slice(-2000);
  });
  child.send(task);
  return new Promise((resolve, reject) => {
    child.on("message", (message: PartMessage) => {
      switch (message.kind) {
        case "progress": return onProgress(message.name);
        case "proof": resolve(message.proof); break;
        case "failed": reject(new AgentError(message.message));
      }
      child.kill("SIGKILL");
    });
    child.on("exit", (code, signal) => reject(new AgentError(
      `a process that proves a part of the kit is gone: ${signal ?? `exit code ${code}`}: ${stderr.trim()}`)));
  });
}

function holeOf(requirement: string, proofs: readonly FaultProof[]): Hole[] {
  const own = proofs.filter((proof) => proof.requirement === requirement);
  if (own.length === 0) return [{ requirement, why: "no faulty reactor breaks it" }];
  if (own.some((proof) => proof.byOwnReason)) return [];
  const killed = own.some((proof) => proof.killed);
  return [{ requirement, why: killed ? "its faulty reactor fails for another reason" : "its faulty reactor passes" }];
}
