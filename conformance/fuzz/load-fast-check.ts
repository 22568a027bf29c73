import { UsageError } from "../driver/usage-error.js";
import type { FastCheck } from "./arbitrary.js";

/**
 * The library that makes random programs, and smaller ones of them. The kit comes without it: what judges reactors has
 * no dependency, and only this command needs one.
 * @throws UsageError if it is not installed.
 */
export async function loadFastCheck(): Promise<FastCheck> {
  try {
    return await import("fast-check");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new UsageError("fuzz needs fast-check: npm install fast-check");
  }
}
