import type { ResourceOperation } from "../../language/resource-operations.js";
import type { Resources } from "../../trace/resource-events.js";
import { countReleased, countResources } from "./resources.js";
import { settle } from "./settle.js";
import type { Stage } from "./stage.js";

/** Counts what the process holds, and reports it. */
export function performResourceOperation(stage: Stage, operation: ResourceOperation): void {
  const { as, from } = operation;
  const report = (counts: Resources): void => {
    stage.counts.set(as, counts);
    stage.recorder.record({ ev: "resources", as, ...counts });
  };
  const before = from === undefined ? undefined : stage.counts.get(from);
  // What a simulated reactor closes takes turns of its own world, and none of this process.
  if (before === undefined || stage.simulation !== null) return report(countResources());
  void settle(countReleased(before), report, () => undefined);
}
