import type { FlowOperation } from "../../language/flow-operations.js";
import { requireMethod } from "./recorder.js";
import { transportOf, type Scene, type Stage } from "./stage.js";

/** Makes a call of a transport that is about flow control. */
export function performFlowOperation(stage: Stage, operation: FlowOperation, scene: Scene): void {
  const name = operation.of ?? scene.connection?.name ?? "";
  stage.recorder.call(operation.op, { connection: name }, () => {
    const transport = transportOf(stage, name);
    requireMethod(transport, operation.op);
    transport[operation.op]();
    return {};
  });
}
