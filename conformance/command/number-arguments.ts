import { UsageError } from "../driver/usage-error.js";
import type { Arguments } from "./options.js";

/** Which whole numbers an option takes, and what they are numbers of. */
export interface WholeNumbers {
  readonly of: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The whole number that an option was given, or null if it was not given.
 * @throws UsageError if it is none, or out of range.
 */
export function wholeNumberOf(args: Arguments, option: string, { of, from, to }: WholeNumbers): number | null {
  const [text] = args.values(option);
  if (text === undefined) return null;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  throw new UsageError(`--${option} needs ${of}, from ${from} to ${to}: ${text}`);
}

/**
 * How many processes `--jobs` asks for; null if it was not given.
 * @throws UsageError if that is no number of them.
 */
export function jobsOf(args: Arguments): number | null {
  return wholeNumberOf(args, "jobs", { of: "a number of processes", from: 1, to: 256 });
}
