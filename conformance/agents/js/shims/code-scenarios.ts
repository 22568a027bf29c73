import type { ShimStage } from "./shim-stage.js";

/** Plays a scenario in code: it makes marks, and the scenario's expectations judge them. */
export type ShimCode = (stage: ShimStage) => Promise<void>;

const codeScenarios: Readonly<Record<string, ShimCode>> = {};

/**
 * Plays the code scenario of this name.
 * @throws Error if there is none.
 */
export async function playShimCode(name: string, stage: ShimStage): Promise<void> {
  const scenario = codeScenarios[name];
  if (scenario === undefined) throw new Error(`there is no code scenario ${name} of shims`);
  await scenario(stage);
}
