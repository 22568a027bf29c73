import { crossingTimers, heldTimers } from "./held-timers.js";
import { functionIdentity, instanceIdentity, promiseIdentity } from "./identity.js";
import { pendingTimer, streamContexts } from "./left-behind.js";
import type { ShimCode } from "./shim-code.js";
import type { ShimStage } from "./shim-stage.js";

const codeScenarios: Readonly<Record<string, ShimCode>> = {
  "shim.identity.function": functionIdentity,
  "shim.identity.promise": promiseIdentity,
  "shim.identity.instance": instanceIdentity,
  "shim.timer.held": heldTimers,
  "shim.timer.crossing": crossingTimers,
  "shim.timer.pending": pendingTimer,
  "shim.context/streams": streamContexts,
};

/**
 * Plays the code scenario of this name.
 * @throws Error if there is none.
 */
export async function playShimCode(name: string, stage: ShimStage): Promise<void> {
  const scenario = codeScenarios[name];
  if (scenario === undefined) throw new Error(`there is no code scenario ${name} of shims`);
  await scenario(stage);
  stage.recorder.record({ ev: "mark", name: "done" });
}
