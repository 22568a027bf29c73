import type { NumberOrOdd } from "./operations.js";

/** Calls of a transport about its pace: of the running callback's, or of the connection named by `of`. */
export type FlowOperation =
  | { readonly op: "pauseReading" | "resumeReading"; readonly of?: string }
  | { readonly op: "setWatermarks"; readonly low: NumberOrOdd; readonly high: NumberOrOdd; readonly of?: string };
