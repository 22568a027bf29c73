import type { ShimStage } from "./shim-stage.js";

/** Plays a scenario in code: it makes marks, and the scenario's expectations judge them. */
export type ShimCode = (stage: ShimStage) => Promise<void>;
