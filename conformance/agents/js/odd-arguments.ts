import type { Address, ProtocolFactory } from "../../../spec/reactor.js";
import type { OddArguments } from "../../language/odd-arguments.js";
import { odd } from "./odd.js";

/** The address, or what a scenario passes in its place. */
export function oddAddress(address: Address, { address: whole, host }: OddArguments = {}): Address {
  if (whole !== undefined) return odd(whole) as Address;
  return host === undefined ? address : { ...address, host: odd(host) } as Address;
}

/** The factory, or what a scenario passes in its place. */
export function oddFactory(factory: ProtocolFactory, { factory: other }: OddArguments = {}): ProtocolFactory {
  return other === undefined ? factory : odd(other) as ProtocolFactory;
}

/** The signal, or what a scenario passes in its place. */
export function oddSignal(signal: AbortSignal, { signal: other }: OddArguments = {}): AbortSignal {
  return other === undefined ? signal : odd(other) as AbortSignal;
}
