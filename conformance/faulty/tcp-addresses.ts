import type { Address, Reactor, TcpAddress } from "../../spec/reactor.js";
import { override } from "./override.js";

/** The address that `change` makes of one of TCP; any other as it is. */
export function changeTcp(address: Address, change: (address: TcpAddress) => TcpAddress): Address {
  return address?.kind === "tcp" ? change(address) : address;
}

/** A reactor that listens at, and connects to, what `change` makes of the addresses of TCP that it is given. */
export function overTcpAddresses(reactor: Reactor, change: (address: TcpAddress) => TcpAddress): Reactor {
  return override(reactor, {
    listen: (address, factory, options) => reactor.listen(changeTcp(address, change), factory, options),
    connect: (address, factory, options) => reactor.connect(changeTcp(address, change), factory, options),
  });
}

/** The port of an address of TCP; null of any other. */
export function portOf(address: Address): number | null {
  return address?.kind === "tcp" ? address.port : null;
}
