import type { FlowOperation } from "../../language/flow-operations.js";
import { numberOf, shown } from "./odd.js";
import { requireMethod } from "./recorder.js";
import { transportOf, type Scene, type Stage } from "./stage.js";

/** Makes a call of a transport that is about its pace. */
export function performFlowOperation(stage: Stage, operation: FlowOperation, scene: Scene): void {
  const name = operation.of ?? scene.connection?.name ?? "";
  const marks = operation.op === "setWatermarks" ? { low: shown(operation.low), high: shown(operation.high) } : {};
  stage.recorder.call(operation.op, { connection: name, ...marks }, () => {
    const transport = transportOf(stage, name);
    requireMethod(transport, operation.op);
    if (operation.op === "setWatermarks") transport.setWatermarks(numberOf(operation.low), numberOf(operation.high));
    else transport[operation.op]();
    return {};
  });
}
