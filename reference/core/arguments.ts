import type { ConnectOptions, ListenOptions } from "../../spec/reactor.js";
import { checkTlsOptions } from "./tls-arguments.js";

/**
 * Checks a duration in ms (`timer.delay.invalid`, `timer.rearm.invalid`, `timer.delay.type`,
 * `timer.delay.range-error`).
 * @throws TypeError if it is not a number; RangeError if it is NaN, negative or infinite.
 */
export function checkDuration(name: string, value: unknown): void {
  if (typeof value !== "number") throw new TypeError(`${name} is not a number: ${typeof value}`);
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} is not a finite number of at least 0: ${value}`);
}

/**
 * Checks numbers of bytes (`flow.watermarks.invalid`, `flow.watermarks.range-error`, `flow.watermarks.type`).
 * @throws TypeError if one is not a number; RangeError if one is not an integer of at least 0, or `low` above `high`.
 */
export function checkWatermarks(low: unknown, high: unknown): void {
  for (const mark of [low, high]) {
    if (typeof mark !== "number") throw new TypeError(`the watermark is not a number: ${typeof mark}`);
    if (!Number.isSafeInteger(mark) || mark < 0) throw new RangeError(`the watermark is no number of bytes: ${mark}`);
  }
  if (Number(low) > Number(high)) throw new RangeError(`the low watermark is above the high one: ${low}, ${high}`);
}

/**
 * Checks a callback (`timer.callback.type`).
 * @throws TypeError if it is not a function.
 */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== "function") throw new TypeError(`${name} is not a function: ${typeof value}`);
}

/** @throws TypeError if the value is not an object, such as a protocol is. */
export function checkObject(name: string, value: unknown): void {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (!isObject) throw new TypeError(`${name} is not an object: ${typeof value}`);
}

/**
 * Checks the options of `listen` (`listen.backlog`).
 * @throws TypeError if the backlog is not a number; RangeError if it is not a positive integer.
 */
export function checkListenOptions({ backlog, tls }: ListenOptions): void {
  if (tls !== undefined) checkTlsOptions(tls);
  if (backlog === undefined) return;
  if (typeof backlog !== "number") throw new TypeError(`the backlog is not a number: ${typeof backlog}`);
  if (Number.isInteger(backlog) && backlog >= 1) return;
  throw new RangeError(`the backlog is not a positive integer: ${backlog}`);
}

/**
 * Checks the options of `connect` (`connect.timeout.invalid`, `resolver.race.invalid`).
 * @throws TypeError or RangeError for a duration that is none; TypeError for a signal that is none.
 */
export function checkConnectOptions({ timeout, attemptDelay, signal, tls }: ConnectOptions): void {
  if (tls !== undefined) checkTlsOptions(tls);
  if (timeout !== undefined) checkDuration("the timeout", timeout);
  if (attemptDelay !== undefined) checkDuration("the attempt delay", attemptDelay);
  checkSignal(signal);
}

/** @throws TypeError for a signal that is none (`resolver.name.type`). */
export function checkSignal(signal: unknown): void {
  if (signal === undefined) return;
  const { addEventListener } = Object(signal) as Partial<AbortSignal>;
  if (typeof addEventListener !== "function") throw new TypeError("the signal is not an AbortSignal");
}
