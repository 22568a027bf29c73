import { digestOf, type Data } from "./data.js";
import type { DatagramAddressSpec, DatagramOperation } from "./datagram-operations.js";
import type { DatagramRole } from "./datagram-peers.js";
import type { Operation } from "./operations.js";
import type { Pattern } from "./pattern.js";
import type { PeerScript, PeerStep, Reaction } from "./scenario.js";

// What scenarios of datagrams are written with: see build.ts.

type Opening = Extract<DatagramOperation, { readonly op: "openDatagram" }>;

/** Opens a port, at a free number of 127.0.0.1 unless `how` says another address. */
export function openDatagram(port: string, protocol: string, how: Partial<Opening> = {}): Operation {
  return { op: "openDatagram", port, protocol, ...how };
}

/** Sends to an address, or to the remote of a connected port. */
export function sendDatagram(data: Data, to?: DatagramAddressSpec, of?: string): Operation {
  return { op: "sendDatagram", data, ...(to === undefined ? {} : { to }), ...(of === undefined ? {} : { of }) };
}

export function closePort(of?: string, ...closed: readonly Operation[]): Operation {
  return {
    op: "closePort", ...(of === undefined ? {} : { of }), ...(closed.length === 0 ? {} : { on: { closed } }),
  };
}

export function inspectPort(of?: string): Operation {
  return { op: "inspectPort", ...(of === undefined ? {} : { of }) };
}

/** For the nth datagram of the port, counted from 1. */
export function atCount(count: number, ...operations: readonly Operation[]): Reaction {
  return { on: "datagramReceived", atCount: count, do: operations };
}

/** A peer with a port for datagrams. */
export function datagramPeer(...script: readonly PeerStep[]): PeerScript {
  return datagramPeerAt({}, ...script);
}

export function datagramPeerAt(
  { when, ...where }: Omit<DatagramRole, "datagrams"> & { readonly when?: Pattern }, ...script: readonly PeerStep[]
): PeerScript {
  return { role: { datagrams: true, ...where }, ...(when === undefined ? {} : { when }), script };
}

/** Sends a datagram to a port of the subject, once it is open. */
export function sendTo(port: string, data: Data): PeerStep {
  return { step: "sendTo", to: { port }, data };
}

/** Sends a datagram to another peer. */
export function sendToPeer(peer: string, data: Data): PeerStep {
  return { step: "sendTo", to: { peer }, data };
}

export function receive(datagrams: number): PeerStep {
  return { step: "receive", datagrams };
}

/** A peer has received a datagram: with exactly these bytes where they are given. */
export function peerGot(peer: string, data?: Data, fields: Pattern = {}): Pattern {
  return {
    ev: "peer", peer, saw: "datagram", ...(data === undefined ? {} : { data: { ...digestOf(data) } }), ...fields,
  };
}

/** Exactly the bytes of these datagrams, as `data` of datagramReceived. */
export function datagram(data: Data): Pattern {
  return { data: { ...digestOf(data) } };
}
