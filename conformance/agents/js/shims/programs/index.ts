import type { HostProgram } from "../../../../language/shim-steps.js";
import { otherPrograms } from "./other-programs.js";
import type { Program } from "./program.js";
import { streamPrograms } from "./stream-programs.js";
import { timerPrograms } from "./timer-programs.js";

/** Every program that uses the host as any would. */
export const programs: Readonly<Record<HostProgram, Program>> = {
  ...timerPrograms, ...streamPrograms, ...otherPrograms,
};
