import type { Data } from "./data.js";

/** A peer that sends and receives datagrams: at a free number of a host, or at the scenario's dead address. */
export interface DatagramRole {
  readonly datagrams: true;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  readonly at?: "dead";
}

/** What only a peer for datagrams does; beside these it takes `await`, and `close`. */
export type DatagramStep =
  /** Sends a datagram to this port of the subject, or to this peer; waits until that is open. */
  | { readonly step: "sendTo"; readonly to: { readonly port: string } | { readonly peer: string }; readonly data: Data }
  /** Waits until this many datagrams have come in all. */
  | { readonly step: "receive"; readonly datagrams: number };
