import type { ConnectOptions, ListenOptions, TcpAddress } from "../../spec/reactor.js";

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
 * Checks a callback (`timer.callback.type`).
 * @throws TypeError if it is not a function.
 */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== "function") throw new TypeError(`${name} is not a function: ${typeof value}`);
}

/** @throws TypeError if `address` is not an object with a kind, of whatever profile. */
export function checkAddress(address: unknown): void {
  if (typeof address !== "object" || address === null) throw new TypeError("the address is not an object");
  if (typeof (address as { kind?: unknown }).kind !== "string") throw new TypeError("the address has no kind");
}

/**
 * Checks a TCP address, and copies it, so that the caller may change his (`listen.argument`, `connect.argument`).
 * @throws TypeError if the host is not a string or the port not a number; RangeError if the port is not an
 * integer from `lowestPort` to 65535.
 */
export function checkTcpAddress({ host, port }: TcpAddress, lowestPort: 0 | 1): TcpAddress {
  if (typeof host !== "string") throw new TypeError(`the host is not a string: ${typeof host}`);
  if (typeof port !== "number") throw new TypeError(`the port is not a number: ${typeof port}`);
  if (!Number.isInteger(port) || port < lowestPort || port > 65535) {
    throw new RangeError(`the port is not an integer from ${lowestPort} to 65535: ${port}`);
  }
  return Object.freeze({ kind: "tcp", host, port });
}

/**
 * Checks the options of `listen` (`listen.backlog`).
 * @throws TypeError if the backlog is not a number; RangeError if it is not a positive integer.
 */
export function checkListenOptions({ backlog }: ListenOptions): void {
  if (backlog === undefined) return;
  if (typeof backlog !== "number") throw new TypeError(`the backlog is not a number: ${typeof backlog}`);
  if (Number.isInteger(backlog) && backlog >= 1) return;
  throw new RangeError(`the backlog is not a positive integer: ${backlog}`);
}

/**
 * Checks the options of `connect` (`connect.timeout.invalid`).
 * @throws TypeError or RangeError for a timeout that is no duration; TypeError for a signal that is none.
 */
export function checkConnectOptions({ timeout, signal }: ConnectOptions): void {
  if (timeout !== undefined) checkDuration("the timeout", timeout);
  if (signal === undefined) return;
  if (typeof signal !== "object" || signal === null || typeof signal.addEventListener !== "function") {
    throw new TypeError("the signal is not an AbortSignal");
  }
}
