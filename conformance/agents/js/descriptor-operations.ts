import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import type { DescriptorOperation } from "../../language/descriptor-operations.js";
import { ownList } from "./captured.js";
import type { Stage } from "./stage.js";

/** A process that can have so many more has no small limit: it is left alone. */
const MOST = 4096;

const held = ownList<number>();

/** Takes all descriptors of the process, or of the simulated machine, or gives them back. */
export function performDescriptorOperation(stage: Stage, operation: DescriptorOperation): void {
  const { simulation, recorder } = stage;
  if (operation.op === "releaseDescriptors") {
    releaseDescriptors();
    simulation?.releaseDescriptors?.();
    return;
  }
  if (simulation !== null) simulation.exhaustDescriptors?.();
  const isDone = simulation === null ? exhaustDescriptors() : simulation.exhaustDescriptors !== undefined;
  if (isDone) recorder.record({ ev: "mark", name: operation.mark });
  else recorder.record({ ev: "unsupported", op: operation.op });
}

/** Closes what is held: also when a scenario is over that did not. */
export function releaseDescriptors(): void {
  for (let descriptor = held.pop(); descriptor !== undefined; descriptor = held.pop()) closeSync(descriptor);
}

/** Whether there is none left. */
function exhaustDescriptors(): boolean {
  while (held.length < MOST) {
    try {
      held.push(openSync(devNull, "r"));
    } catch {
      return true;
    }
  }
  releaseDescriptors();
  return false;
}
